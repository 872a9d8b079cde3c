package io.github.scaler4j.clusteragent;

import io.github.scaler4j.trigger.AgentMetric;
import io.github.scaler4j.trigger.AgentTls;

/**
 * The settings that reads must have in common to share connections.
 *
 * @param tls the metric's own rules, which take precedence over the options'
 * @param direct whether proxies are bypassed, because a proxy outside the cluster can't reach its
 *     hosts
 */
record ConnectionSettings(AgentTls tls, boolean direct) {

  static ConnectionSettings of(
      AgentEndpoint endpoint, AgentMetric metric, ClusterAgentOptions options) {
    return new ConnectionSettings(
        metric.tls(), !options.clusterProxy() && isInCluster(endpoint.host(), metric));
  }

  private static boolean isInCluster(String host, AgentMetric metric) {
    return host.equals(metric.host()) || host.endsWith(".svc") || host.contains(".svc.");
  }
}
