package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trigger that is read through the Datadog Cluster Agent's external metrics API.
 *
 * @param metricSpec the metric's name and target
 * @param targetValue the target before rounding
 * @param activationValue the threshold to exceed
 * @param metricUnavailableValue what stands in for no data, or empty
 * @param timeout how long one read may take
 * @param service the agent's Service ({@code datadogMetricsService})
 * @param namespace the namespace of that Service ({@code datadogNamespace})
 * @param port the Service's port, 1 to 65535
 * @param metricNamespace the namespace of the DatadogMetric
 * @param metricName the name of the DatadogMetric
 * @param token the bearer token, or empty for none
 * @param tls how the agent's certificate is judged
 */
public record ClusterAgentTrigger(
    MetricSpec metricSpec,
    double targetValue,
    double activationValue,
    OptionalDouble metricUnavailableValue,
    Duration timeout,
    String service,
    String namespace,
    int port,
    String metricNamespace,
    String metricName,
    Optional<SecretSupplier> token,
    AgentTls tls)
    implements DatadogTrigger {

  /**
   * Makes a trigger; {@link DatadogTrigger#parse} is the usual way.
   *
   * @param metricSpec as above
   * @param targetValue as above
   * @param activationValue as above
   * @param metricUnavailableValue as above
   * @param timeout as above
   * @param service as above
   * @param namespace as above
   * @param port as above
   * @param metricNamespace as above
   * @param metricName as above
   * @param token as above
   * @param tls as above
   * @throws NullPointerException if an argument is null
   */
  public ClusterAgentTrigger {
    requireNonNull(metricSpec, "metricSpec");
    requireNonNull(metricUnavailableValue, "metricUnavailableValue");
    requireNonNull(timeout, "timeout");
    requireNonNull(service, "service");
    requireNonNull(namespace, "namespace");
    requireNonNull(metricNamespace, "metricNamespace");
    requireNonNull(metricName, "metricName");
    requireNonNull(token, "token");
    requireNonNull(tls, "tls");
  }

  /**
   * Returns what is asked of the agent.
   *
   * @return equal for triggers that share a read
   */
  public AgentMetric metric() {
    return new AgentMetric(service, namespace, port, metricNamespace, metricName, token, tls);
  }

  /**
   * Returns the address of the agent's API as KEDA builds it.
   *
   * @return {@code https://service.namespace:port}
   */
  public String endpoint() {
    return metric().endpoint();
  }

  /**
   * Returns the path of the metric below an agent's endpoint.
   *
   * @return an absolute path, with nothing in it that needs escaping
   */
  public String path() {
    return metric().path();
  }

  /**
   * Returns the whole address of the metric as KEDA builds it.
   *
   * @return {@link #endpoint()} and {@link #path()}
   */
  public String url() {
    return endpoint() + path();
  }

  @Override
  public String toString() {
    return "ClusterAgentTrigger[" + metricSpec.name() + " at " + endpoint() + "]";
  }
}
