package io.github.scaler4j.source;

import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * The result of checking a read step by step. It holds no secret.
 *
 * @param steps the steps of each endpoint, in the order of {@link Check}
 */
public record Verification(List<Step> steps) {

  /** What a step checks. */
  public enum Check {
    /** The host's name has an address. */
    DNS,
    /** The port accepts connections. */
    TCP,
    /** The certificate is trusted and valid for the name. */
    TLS,
    /** The upstream knows the token. */
    TOKEN,
    /** The token's user may list the metric. */
    PERMISSION,
    /** The metric has a value. */
    METRIC
  }

  /** The result of a step. */
  public enum Result {
    /** The check passed. */
    OK,
    /** The check failed; the detail says what to do. */
    FAILED,
    /** The check was skipped, because it is not needed or an earlier step failed. */
    SKIPPED
  }

  /**
   * One step.
   *
   * @param endpoint what was checked: an agent's address, or the metric's name if the source
   *     reports a single step
   * @param check the check
   * @param result its result
   * @param detail what was seen, and what to do if it failed; one line
   */
  public record Step(String endpoint, Check check, Result result, String detail) {

    /** Creates a step. */
    public static Step of(String endpoint, Check check, Result result, String detail) {
      return new Step(endpoint, check, result, detail);
    }
  }

  /**
   * Returns a report.
   *
   * @param steps what was checked, in order
   */
  public static Verification of(List<Step> steps) {
    return new Verification(steps);
  }

  /** Creates a report. */
  public Verification {
    steps = List.copyOf(steps);
  }

  /**
   * Waits for a read, and reports it as a single step. A stale value is a failure.
   *
   * @param trigger the trigger that is read
   * @param read the read; cancelled if it does not end soon after the trigger's timeout, or if this
   *     thread is interrupted
   * @return the report
   * @throws RuntimeException if the read fails with an exception that is not a {@link
   *     io.github.scaler4j.error.ScalerException}; an {@link Error} likewise
   */
  public static Verification ofRead(DatadogTrigger trigger, CompletableFuture<MetricAnswer> read) {
    return ReadVerification.of(trigger, read);
  }

  /**
   * Returns whether nothing failed.
   *
   * @return true if every step passed or was skipped
   */
  public boolean ok() {
    return steps.stream().noneMatch(step -> step.result() == Result.FAILED);
  }

  /**
   * Returns the report as text.
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
              "  %-7s %-10s %s%n",
              step.result() == Result.FAILED
                  ? step.result().name()
                  : step.result().name().toLowerCase(Locale.ROOT),
              step.check().name().toLowerCase(Locale.ROOT),
              step.detail()));
    }
    return text.toString();
  }
}
