package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

/**
 * The target of an external metric, as {@code autoscaling/v2} holds it.
 *
 * @param type whether the metric or its average per pod is compared
 * @param quantity the value to hold
 */
public record MetricTarget(MetricTargetType type, Quantity quantity) {

  /**
   * Creates a target.
   *
   * @throws NullPointerException if an argument is null
   */
  public MetricTarget {
    requireNonNull(type, "type");
    requireNonNull(quantity, "quantity");
  }

  /**
   * Creates the target that KEDA puts into the HorizontalPodAutoscaler: the trigger's number
   * rounded to thousandths ({@code GetMetricTargetMili} in {@code pkg/scalers/scaler.go}).
   *
   * @param type whether the metric or its average per pod is compared
   * @param value the trigger's target; anything but a positive number becomes 0
   * @return a target; 7.75 prints as {@code 7.750}, 0.5 as {@code 500m}
   * @throws NullPointerException if {@code type} is null
   */
  public static MetricTarget of(MetricTargetType type, double value) {
    return new MetricTarget(type, Quantity.ofMetric(value));
  }
}
