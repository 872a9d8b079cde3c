package io.github.scaler4j.error;

/**
 * There is no data for the metric, and the trigger has no {@code metricUnavailableValue}.
 *
 * <p>It is not a fault of the source: an answer came, and it held no value.
 */
public final class MetricUnavailableException extends ScalerException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports that there is no data.
   *
   * @param message which metric, why there is no value, and what to do
   */
  public MetricUnavailableException(String message) {
    super(message, null);
  }
}
