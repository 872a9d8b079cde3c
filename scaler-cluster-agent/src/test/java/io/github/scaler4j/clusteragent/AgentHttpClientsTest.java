package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.net.Proxy;
import java.net.URI;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentHttpClientsTest {

  private final ClusterAgentTrigger trigger = AgentReads.trigger();

  @ParameterizedTest
  @ValueSource(strings = {"agent.datadog.svc", "agent.datadog.svc.cluster.local"})
  void usesNoProxyForHostsOfTheCluster(String host) {
    assertThat(proxy(ClusterAgentOptions.defaults(), host)).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void usesNoProxyForTheHostThatKedaBuilds() {
    String host = trigger.metric().host();
    assertThat(proxy(ClusterAgentOptions.defaults(), host)).isEqualTo(Proxy.NO_PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway.example.com", "localhost", "svc.example.com", "10.0.0.1"})
  void usesTheRuntimesProxiesForOtherHosts(String host) {
    assertThat(proxy(ClusterAgentOptions.defaults(), host)).isNull();
  }

  @Test
  void usesProxiesForHostsOfTheClusterIfConfigured() {
    ClusterAgentOptions options = ClusterAgentOptions.builder().clusterProxy(true).build();
    assertThat(proxy(options, "agent.datadog.svc")).isNull();
  }

  @Test
  void speaksNoTlsBelow12() {
    assertThat(client(ClusterAgentOptions.defaults(), "localhost").connectionSpecs())
        .filteredOn(ConnectionSpec::isTls)
        .isNotEmpty()
        .allSatisfy(
            spec ->
                assertThat(spec.tlsVersions())
                    .containsExactly(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2));
  }

  private @Nullable Proxy proxy(ClusterAgentOptions options, String host) {
    return client(options, host).proxy();
  }

  private OkHttpClient client(ClusterAgentOptions options, String host) {
    URI address = URI.create("https://" + host + ":8443");
    AgentEndpoint endpoint = new AgentEndpoint(address, AgentReads.context());
    try (AgentHttpClients clients = new AgentHttpClients(options, TimeSource.system())) {
      return clients.client(ConnectionSettings.of(endpoint, trigger.metric(), options));
    }
  }
}
