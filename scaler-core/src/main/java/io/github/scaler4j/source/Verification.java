package io.github.scaler4j.source;

import java.util.List;
import java.util.Locale;

/**
 * The result of checking a read step by step. It holds no secret.
 *
 * @param steps the steps of each endpoint, in the order of {@link Check}
 */
public record Verification(List<Step> steps) {

  /** What is tried. */
  public enum Check {
    /** The host's name has an address. */
    DNS,
    /** The port takes connections. */
    TCP,
    /** The certificate is trusted and holds the name. */
    TLS,
    /** The upstream knows the token. */
    TOKEN,
    /** The token's user may list the metric. */
    RIGHTS,
    /** The metric has a value. */
    METRIC
  }

  /** What came of a step. */
  public enum Result {
    /** It works. */
    OK,
    /** It does not; the detail says what to do. */
    FAILED,
    /** It was not tried, because it is not needed or an earlier step failed. */
    SKIPPED
  }

  /**
   * One step.
   *
   * @param endpoint what was tried: an agent's address, or the metric's name where the source tells
   *     no more
   * @param check what was tried
   * @param result what came of it
   * @param detail what was seen, and what to do if it failed; one line
   */
  public record Step(String endpoint, Check check, Result result, String detail) {}

  /** Creates a report. */
  public Verification {
    steps = List.copyOf(steps);
  }

  /**
   * Tells whether nothing failed.
   *
   * @return true if every step is OK or was not needed
   */
  public boolean ok() {
    return steps.stream().noneMatch(step -> step.result() == Result.FAILED);
  }

  /**
   * Returns the report for people.
   *
   * @return each endpoint, and below it one line per step
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String endpoint = "";
    for (Step step : steps) {
      if (!step.endpoint().equals(endpoint)) {
        endpoint = step.endpoint();
        text.append(endpoint).append('\n');
      }
      text.append(
          String.format(
              Locale.ROOT,
              "  %-7s %-6s %s%n",
              step.result() == Result.FAILED
                  ? step.result().name()
                  : step.result().name().toLowerCase(Locale.ROOT),
              step.check().name().toLowerCase(Locale.ROOT),
              step.detail()));
    }
    return text.toString();
  }
}
