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
   * Makes a target.
   *
   * @throws NullPointerException if an argument is null
   */
  public MetricTarget {
    requireNonNull(type, "type");
    requireNonNull(quantity, "quantity");
  }
}
