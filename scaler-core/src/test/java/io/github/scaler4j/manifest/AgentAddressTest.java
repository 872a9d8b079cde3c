package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://agent.datadog, agent, datadog, 8443",
    "https://agent.datadog:9443/, agent, datadog, 9443",
    "https://agent.datadog.svc, agent, datadog, 8443",
    "https://agent.1team.svc.cluster.local:1, agent, 1team, 1",
    "https://agent.1team:9443, agent, 1team, 9443",
    "https://agent.1team, agent, 1team, 8443",
    "https://agent.1:65535/, agent, 1, 65535",
  })
  void readsKedasAddress(URI url, String service, String namespace, int port) {
    AgentAddress address = AgentAddress.of(url);
    assertThat(address.service()).isEqualTo(service);
    assertThat(address.namespace()).isEqualTo(namespace);
    assertThat(address.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://agent.1team",
        "https://user@agent.1team",
        "https://agent.1team/path",
        "https://agent.1team?a=b",
        "https://agent.1team:0",
        "https://agent.1team:65536",
        "https://agent.1team:99999999999",
        "https://agent",
        "https://[::1]:8443",
        "agent.1team:8443",
        "https:///",
      })
  void refusesAnyOther(URI url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentAddress.of(url))
        .withMessageStartingWith("agent: ")
        .withMessageContaining("https://SERVICE.NAMESPACE:PORT");
  }
}
