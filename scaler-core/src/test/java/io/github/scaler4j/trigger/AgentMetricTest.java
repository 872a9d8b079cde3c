package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentMetricTest {

  @Test
  void buildsTheAddressAsKedaDoes() {
    AgentMetric metric = metric("agent", "datadog", 8443, "shop", "nginx-hits");
    assertThat(metric.endpoint()).isEqualTo("https://agent.datadog:8443");
    assertThat(metric.path())
        .isEqualTo(
            "/apis/external.metrics.k8s.io/v1beta1/namespaces/shop/datadogmetric@shop:nginx-hits");
  }

  @Test
  void printsNoToken() {
    AgentMetric metric =
        new AgentMetric(
            "agent",
            "datadog",
            8443,
            "shop",
            "hits",
            Optional.of(Secret.of("t0ken")),
            new AgentTls(false, Optional.empty(), Optional.empty()));
    assertThat(metric).hasToString("datadogmetric@shop:hits at https://agent.datadog:8443");
  }

  private static AgentMetric metric(
      String service, String namespace, int port, String metricNamespace, String metricName) {
    return new AgentMetric(
        service,
        namespace,
        port,
        metricNamespace,
        metricName,
        Optional.empty(),
        new AgentTls(false, Optional.empty(), Optional.empty()));
  }
}
