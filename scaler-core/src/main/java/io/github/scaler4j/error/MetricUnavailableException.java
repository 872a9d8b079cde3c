package io.github.scaler4j.error;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Thrown when the metric has no data and the trigger has no {@code metricUnavailableValue}.
 *
 * <p>The source is not at fault: it answered, but the answer contained no value.
 */
public final class MetricUnavailableException extends ScalerException {

  private static final long serialVersionUID = 1L;

  private final Instant answeredAt;

  /**
   * Creates the exception.
   *
   * @param message the metric, why the value is missing, and what to do
   * @param answeredAt when the upstream answered
   */
  public MetricUnavailableException(String message, Instant answeredAt) {
    super(message, null);
    this.answeredAt = requireNonNull(answeredAt, "answeredAt");
  }

  /**
   * Returns when the upstream answered without a value.
   *
   * @return the same moment for all readers of one answer
   */
  public Instant answeredAt() {
    return answeredAt;
  }
}
