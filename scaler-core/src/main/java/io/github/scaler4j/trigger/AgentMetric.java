package io.github.scaler4j.trigger;

import java.util.Objects;
import java.util.Optional;

/**
 * The metric that a trigger reads from a Cluster Agent. Triggers with equal metrics share one
 * upstream read.
 */
public final class AgentMetric {

  private final String service;
  private final String namespace;
  private final int port;
  private final String metricNamespace;
  private final String metricName;
  private final Optional<SecretSupplier> token;
  private final AgentTls tls;

  /** The parser has checked the names and the port, so no metric can send a token elsewhere. */
  AgentMetric(
      String service,
      String namespace,
      int port,
      String metricNamespace,
      String metricName,
      Optional<SecretSupplier> token,
      AgentTls tls) {
    this.service = service;
    this.namespace = namespace;
    this.port = port;
    this.metricNamespace = metricNamespace;
    this.metricName = metricName;
    this.token = token;
    this.tls = tls;
  }

  /** Returns the agent's Service: {@code datadogMetricsService}. */
  public String service() {
    return service;
  }

  /** Returns the namespace of that Service: {@code datadogNamespace}. */
  public String namespace() {
    return namespace;
  }

  /** Returns the Service's port, 1 to 65535. */
  public int port() {
    return port;
  }

  /** Returns the namespace of the DatadogMetric. */
  public String metricNamespace() {
    return metricNamespace;
  }

  /** Returns the name of the DatadogMetric. */
  public String metricName() {
    return metricName;
  }

  /**
   * Returns the supplier of the bearer token, which is called for every request; empty if no token
   * is sent.
   */
  public Optional<SecretSupplier> token() {
    return token;
  }

  /** Returns the rules for the agent's certificate. */
  public AgentTls tls() {
    return tls;
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
   * @return an absolute path in which nothing needs escaping
   */
  public String path() {
    return "/apis/external.metrics.k8s.io/v1beta1/namespaces/"
        + metricNamespace
        + "/"
        + externalName();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof AgentMetric other
        && service.equals(other.service)
        && namespace.equals(other.namespace)
        && port == other.port
        && metricNamespace.equals(other.metricNamespace)
        && metricName.equals(other.metricName)
        && token.equals(other.token)
        && tls.equals(other.tls);
  }

  @Override
  public int hashCode() {
    return Objects.hash(service, namespace, port, metricNamespace, metricName, token, tls);
  }

  @Override
  public String toString() {
    return externalName() + " at " + endpoint();
  }
}
