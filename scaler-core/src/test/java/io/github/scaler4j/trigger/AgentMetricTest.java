package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            AgentTls.SYSTEM);
    assertThat(metric).hasToString("datadogmetric@shop:hits at https://agent.datadog:8443");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example/, datadog, 8443, shop, hits, service",
    "agent, datadog@evil, 8443, shop, hits, namespace",
    "agent, datadog, 0, shop, hits, port",
    "agent, datadog, 65536, shop, hits, port",
    "agent, datadog, 8443, ../kube-system, hits, metricNamespace",
    "agent, datadog, 8443, shop, a/../b, metricName",
  })
  void refusesWhatWouldSendTheTokenElsewhere(
      String service, String namespace, int port, String owner, String name, String parameter) {
    assertThatThrownBy(() -> metric(service, namespace, port, owner, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(parameter + ":")
        .hasMessageContaining("accepted");
  }

  private static AgentMetric metric(
      String service, String namespace, int port, String metricNamespace, String metricName) {
    return new AgentMetric(
        service, namespace, port, metricNamespace, metricName, Optional.empty(), AgentTls.SYSTEM);
  }
}
