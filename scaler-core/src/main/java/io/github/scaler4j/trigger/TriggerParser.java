package io.github.scaler4j.trigger;

/** Placeholder until the rules stand. */
final class TriggerParser {
  private final TriggerMetadata input;

  TriggerParser(TriggerMetadata input) {
    this.input = input;
  }

  @SuppressWarnings("NullAway")
  DatadogTrigger parse() {
    if (input.triggerIndex() >= 0) {
      throw new UnsupportedOperationException(input.toString());
    }
    return null;
  }
}
