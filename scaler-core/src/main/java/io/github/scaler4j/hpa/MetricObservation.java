package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One external metric as a HorizontalPodAutoscaler reads it at a sync.
 *
 * @param spec the metric's name and target
 * @param value the metric as KEDA reports it, or empty if it is not available
 */
public record MetricObservation(MetricSpec spec, Optional<Quantity> value) {

  /**
   * Creates an observation.
   *
   * @throws NullPointerException if an argument is null
   */
  public MetricObservation {
    requireNonNull(spec, "spec");
    requireNonNull(value, "value");
  }

  /**
   * Creates the observation of a value.
   *
   * @param spec the metric's name and target
   * @param value the raw value, rounded to thousandths as KEDA does
   * @return an observation with a value
   */
  public static MetricObservation of(MetricSpec spec, double value) {
    return new MetricObservation(spec, Optional.of(Quantity.ofMetric(value)));
  }

  /**
   * Creates the observation of a failure.
   *
   * @param spec the metric's name and target
   * @return an observation without a value
   */
  public static MetricObservation failed(MetricSpec spec) {
    return new MetricObservation(spec, Optional.empty());
  }
}
