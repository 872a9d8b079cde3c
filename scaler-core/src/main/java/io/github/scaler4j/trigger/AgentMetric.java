package io.github.scaler4j.trigger;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is asked of a Cluster Agent for a trigger: triggers whose metrics are equal share one
 * upstream read.
 *
 * @param service the agent's Service ({@code datadogMetricsService}), a Kubernetes name
 * @param namespace the namespace of that Service ({@code datadogNamespace})
 * @param port the Service's port, 1 to 65535
 * @param metricNamespace the namespace of the DatadogMetric
 * @param metricName the name of the DatadogMetric
 * @param token asked for the bearer token at every request, or empty for none
 * @param tls how the agent's certificate is judged
 */
public record AgentMetric(
    String service,
    String namespace,
    int port,
    String metricNamespace,
    String metricName,
    Optional<SecretSupplier> token,
    AgentTls tls) {

  private static final int MAX_PORT = 65_535;

  /**
   * Checks what becomes part of a request's address, so that no metric sends a token elsewhere.
   *
   * @param service as above
   * @param namespace as above
   * @param port as above
   * @param metricNamespace as above
   * @param metricName as above
   * @param token as above
   * @param tls as above
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a name is not a Kubernetes name, or the port is out of
   *     range
   */
  public AgentMetric {
    service = check("service", service, Names::label);
    namespace = check("namespace", namespace, Names::label);
    metricNamespace = check("metricNamespace", metricNamespace, Names::label);
    metricName = check("metricName", metricName, Names::object);
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port: " + port + "; accepted: 1 to " + MAX_PORT);
    }
    requireNonNull(token, "token");
    requireNonNull(tls, "tls");
  }

  private static String check(String parameter, String value, UnaryOperator<String> rule) {
    try {
      return rule.apply(requireNonNull(value, parameter));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          parameter + ": '" + value + "' " + e.getMessage() + "; accepted: a-z, 0-9 and '-'", e);
    }
  }

  /**
   * Returns the metric's name in the external metrics API.
   *
   * @return {@code datadogmetric@namespace:name}
   */
  public String externalName() {
    return HpaMetricName.ofDatadogMetric(metricNamespace, metricName);
  }

  /**
   * Returns the host of the agent as KEDA builds it.
   *
   * @return {@code service.namespace}
   */
  public String host() {
    return service + "." + namespace;
  }

  /**
   * Returns the address of the agent's API as KEDA builds it.
   *
   * @return {@code https://service.namespace:port}
   */
  public String endpoint() {
    return "https://" + host() + ":" + port;
  }

  /**
   * Returns the path of the metric below an agent's endpoint.
   *
   * @return an absolute path, with nothing in it that needs escaping
   */
  public String path() {
    return "/apis/external.metrics.k8s.io/v1beta1/namespaces/"
        + metricNamespace
        + "/"
        + externalName();
  }

  @Override
  public String toString() {
    return externalName() + " at " + endpoint();
  }
}
