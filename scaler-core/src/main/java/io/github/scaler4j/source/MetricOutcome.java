package io.github.scaler4j.source;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The upstream's answer about a metric: a sample, or no data.
 *
 * <p>Faults are exceptions, never outcomes.
 */
public sealed interface MetricOutcome {

  /**
   * Creates the outcome of an answer with a value.
   *
   * @param value the raw double
   * @param observedAt the time of the data point, or of the newest of several
   * @throws IllegalArgumentException if {@code value} is NaN or infinite; use {@link #noData}
   *     instead
   */
  static Sample sample(double value, Instant observedAt) {
    return new Sample(value, observedAt);
  }

  /**
   * Creates the outcome of an answer without a value.
   *
   * @param reason the cause, for the message of an exception
   */
  static NoData noData(String reason) {
    return new NoData(reason);
  }

  /**
   * A value.
   *
   * @param value the raw double, never NaN or infinite
   * @param observedAt the time of the data point, or of the newest of several
   */
  record Sample(double value, Instant observedAt) implements MetricOutcome {

    /**
     * Creates a sample.
     *
     * @throws IllegalArgumentException if {@code value} is NaN or infinite; use {@link NoData}
     *     instead
     */
    public Sample {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value: " + value + " is not a number; use NoData");
      }
      requireNonNull(observedAt, "observedAt");
    }
  }

  /**
   * The upstream answered without a value.
   *
   * @param reason the cause, for the message of an exception
   */
  record NoData(String reason) implements MetricOutcome {

    /**
     * Creates the outcome.
     *
     * @throws NullPointerException if {@code reason} is null
     */
    public NoData {
      requireNonNull(reason, "reason");
    }
  }
}
