package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.MetricOutcome.Sample;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentEndpointTest {

  @ParameterizedTest
  @CsvSource({
    "https://agent, https://agent/",
    "https://agent/, https://agent/",
    "HTTPS://Agent:8443, https://agent:8443/",
    "https://agent/a/b, https://agent/a/b/",
    "https://agent/a%20b//, https://agent/a%20b/",
    "http://[::1]:80/a, http://[::1]/a/",
    "https://agent.1team:8443, https://agent.1team:8443/",
    "https://agent.1, https://agent.1/"
  })
  void appendsTheMetricsPath(URI address, String expected) {
    AgentEndpoint endpoint = new AgentEndpoint(address, AgentReads.context());
    assertThat(endpoint.url(AgentReads.trigger("hits").metric()).toString())
        .startsWith(expected + "apis/external.metrics.k8s.io/v1beta1/namespaces/")
        .endsWith(AgentReads.trigger("hits").metric().path());
  }

  @ParameterizedTest
  @CsvSource({
    "https://agent, agent, 443",
    "http://Agent.datadog, agent.datadog, 80",
    "https://agent.datadog.:8443/a, agent.datadog., 8443",
    "https://agent.1team:8443, agent.1team, 8443",
    "https://agent.1, agent.1, 443",
    "https://10.0.0.1:1, 10.0.0.1, 1",
    "https://[::1]:8443, [::1], 8443"
  })
  void knowsHostAndPort(URI address, String host, int port) {
    AgentEndpoint endpoint = new AgentEndpoint(address, AgentReads.context());
    assertThat(endpoint.host()).isEqualTo(host);
    assertThat(endpoint.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1team", "1", "0x1"})
  void isReadInANamespaceThatStartsWithADigit(String namespace) {
    AgentCalls agent = new AgentCalls();
    try (ClusterAgentSource source = agent.source(AgentReads.uncached())) {
      assertThat(agent.read(source, AgentReads.triggerIn(namespace))).isInstanceOf(Sample.class);
      assertThat(agent.lastRequest().url().host())
          .isEqualTo("datadog-cluster-agent-metrics-api." + namespace);
      assertThat(source.statistics().hosts())
          .extracting(HostStatus::host)
          .containsExactly("datadog-cluster-agent-metrics-api." + namespace);
    }
  }
}
