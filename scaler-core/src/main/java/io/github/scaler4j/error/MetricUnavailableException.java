package io.github.scaler4j.error;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * There is no data for the metric, and the trigger has no {@code metricUnavailableValue}.
 *
 * <p>It is not a fault of the source: an answer came, and it held no value.
 */
public final class MetricUnavailableException extends ScalerException {

  private static final long serialVersionUID = 1L;

  private final Instant answeredAt;

  /**
   * Reports that there is no data.
   *
   * @param message which metric, why there is no value, and what to do
   * @param answeredAt when the upstream said so
   */
  public MetricUnavailableException(String message, Instant answeredAt) {
    super(message, null);
    this.answeredAt = requireNonNull(answeredAt, "answeredAt");
  }

  /**
   * Returns when the upstream said that there is no data.
   *
   * @return the same moment for all who share the answer
   */
  public Instant answeredAt() {
    return answeredAt;
  }
}
