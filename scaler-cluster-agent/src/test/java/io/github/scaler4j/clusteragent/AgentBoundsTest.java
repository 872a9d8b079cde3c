package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentMetric;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import org.junit.jupiter.api.Test;

/** Rotated objects are dropped, even after years. */
class AgentBoundsTest {

  private final SourceContext context = AgentReads.context();
  private final ClusterAgentOptions options = ClusterAgentOptions.defaults();

  private static AgentMetric metric(String service, String serverName) {
    return ((ClusterAgentTrigger)
            DatadogTrigger.parse(
                ExampleTriggers.clusterAgent("shop", "hits")
                    .authParam("datadogMetricsService", service)
                    .authParam("unsafeSsl", "false")
                    .authParam("serverName", serverName)
                    .build()))
        .metric();
  }

  @Test
  void forgetsServices() {
    AgentCandidates endpoints = new AgentCandidates(options, context);
    for (int i = 0; i < 5_000; i++) {
      assertThat(endpoints.all(metric("agent" + i, "agent"))).hasSize(1);
    }
    assertThat(endpoints.size()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void forgetsTrustSettings() {
    try (ConnectionsBySettings connections =
        new ConnectionsBySettings(
            options,
            context,
            new SourceEvents(context),
            new AgentHttpClients(options, TimeSource.system()))) {
      AgentCandidates endpoints = new AgentCandidates(options, context);
      for (int i = 0; i < 500; i++) {
        AgentMetric metric = metric("agent", "name" + i);
        AgentConnection unused = connections.connection(endpoints.all(metric).get(0), metric);
      }
      assertThat(connections.size()).isLessThanOrEqualTo(100);
    }
  }
}
