package io.github.scaler4j.trigger;

import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A trigger that is read through the Datadog Cluster Agent's external metrics API. {@link
 * DatadogTrigger#parse} creates it, so it is always valid.
 */
public final class ClusterAgentTrigger implements DatadogTrigger {

  private final TriggerTerms terms;
  private final AgentMetric metric;

  ClusterAgentTrigger(TriggerTerms terms, AgentMetric metric) {
    this.terms = terms;
    this.metric = metric;
  }

  @Override
  public MetricSpec metricSpec() {
    return terms.metricSpec();
  }

  @Override
  public double targetValue() {
    return terms.targetValue();
  }

  @Override
  public double activationValue() {
    return terms.activationValue();
  }

  @Override
  public OptionalDouble metricUnavailableValue() {
    return terms.metricUnavailableValue();
  }

  @Override
  public Duration timeout() {
    return terms.timeout();
  }

  /**
   * Returns the metric to read from the agent.
   *
   * @return equal for triggers that share a read
   */
  public AgentMetric metric() {
    return metric;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ClusterAgentTrigger other
        && terms.equals(other.terms)
        && metric.equals(other.metric);
  }

  @Override
  public int hashCode() {
    return Objects.hash(terms, metric);
  }

  @Override
  public String toString() {
    return "ClusterAgentTrigger[" + metric + "]";
  }
}
