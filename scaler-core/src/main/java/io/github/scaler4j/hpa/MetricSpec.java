package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

/**
 * An external metric as KEDA defines it for the HorizontalPodAutoscaler.
 *
 * @param name the metric's name: {@code s0-datadog-...} in API mode, {@code datadogmetric@ns:name}
 *     through the agent
 * @param target the target to hold
 */
public record MetricSpec(String name, MetricTarget target) {

  /**
   * Creates a spec.
   *
   * @throws NullPointerException if an argument is null
   */
  public MetricSpec {
    requireNonNull(name, "name");
    requireNonNull(target, "target");
  }

  /**
   * Creates a spec.
   *
   * @param name the metric's name
   * @param target the target to hold
   * @throws NullPointerException if an argument is null
   */
  public static MetricSpec of(String name, MetricTarget target) {
    return new MetricSpec(name, target);
  }
}
