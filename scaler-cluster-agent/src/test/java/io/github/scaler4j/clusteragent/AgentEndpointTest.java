package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentEndpointTest {

  @ParameterizedTest
  @CsvSource({
    "https://agent, https://agent/",
    "https://agent/, https://agent/",
    "HTTPS://Agent:8443, https://agent:8443/",
    "https://agent/a/b, https://agent/a/b/",
    "https://agent/a%20b//, https://agent/a%20b/",
    "http://[::1]:80/a, http://[::1]/a/"
  })
  void appendsTheMetricsPath(URI address, String expected) {
    AgentEndpoint endpoint = new AgentEndpoint(address, AgentReads.context());
    assertThat(endpoint.url(AgentReads.trigger("hits").metric()).toString())
        .startsWith(expected + "apis/external.metrics.k8s.io/v1beta1/namespaces/")
        .endsWith(AgentReads.trigger("hits").metric().path());
  }
}
