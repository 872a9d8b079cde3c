package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @Test
  void isEqualIfItIsTheSameMetricOfTheSameAgent() {
    AgentMetric metric = metric("agent", "datadog", 8443, "shop", "hits");
    assertThat(metric)
        .isEqualTo(metric("agent", "datadog", 8443, "shop", "hits"))
        .hasSameHashCodeAs(metric("agent", "datadog", 8443, "shop", "hits"));
    assertThat(metric.hashCode()).isNotZero();
    assertThat(metric.service()).isEqualTo("agent");
    assertThat(metric.metricNamespace()).isEqualTo("shop");
  }

  static Stream<AgentMetric> others() {
    AgentTls plain = new AgentTls(false, Optional.empty(), Optional.empty());
    AgentTls unsafe = new AgentTls(true, Optional.empty(), Optional.empty());
    Optional<SecretSupplier> token = Optional.of(Secret.of("t0ken"));
    return Stream.of(
        metric("other", "datadog", 8443, "shop", "hits"),
        metric("agent", "other", 8443, "shop", "hits"),
        metric("agent", "datadog", 8444, "shop", "hits"),
        metric("agent", "datadog", 8443, "other", "hits"),
        metric("agent", "datadog", 8443, "shop", "other"),
        new AgentMetric("agent", "datadog", 8443, "shop", "hits", token, plain),
        new AgentMetric("agent", "datadog", 8443, "shop", "hits", Optional.empty(), unsafe));
  }

  @ParameterizedTest
  @MethodSource("others")
  void differsInEachPart(AgentMetric other) {
    assertThat(metric("agent", "datadog", 8443, "shop", "hits"))
        .isNotEqualTo(other)
        .isNotEqualTo(new Object());
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
