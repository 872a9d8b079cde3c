package io.github.scaler4j.trigger;

/** Placeholder until the rules stand. */
final class TriggerParser {
  private final TriggerMetadata input;

  TriggerParser(TriggerMetadata input) {
    this.input = input;
  }

  DatadogTrigger parse() {
    throw new UnsupportedOperationException(input.toString());
  }
}
