package io.github.scaler4j.trigger;

import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The parameters that both modes read in the same way.
 *
 * @param target the target of the HorizontalPodAutoscaler
 * @param targetValue the target before rounding
 * @param apiActivation the threshold in API mode: its own name first, then the agent's
 * @param agentActivation the threshold in agent mode: its own name first, then the API's
 * @param fill {@code metricUnavailableValue}, which replaces missing data; empty if unset
 * @param timeout how long one read may take
 */
record CommonParameters(
    MetricTarget target,
    double targetValue,
    double apiActivation,
    double agentActivation,
    OptionalDouble fill,
    Duration timeout) {

  /** Returns the terms that a trigger carries in either mode. */
  TriggerTerms terms(String metricName, double activation) {
    return new TriggerTerms(
        MetricSpec.of(metricName, target), targetValue, activation, fill, timeout);
  }
}
