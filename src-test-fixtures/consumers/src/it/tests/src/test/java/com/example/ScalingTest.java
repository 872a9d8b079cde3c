package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.clusteragent.ClusterAgentOptions;
import io.github.scaler4j.clusteragent.ClusterAgentSource;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.fixtures.ClusterAgentServer;
import io.github.scaler4j.fixtures.ClusterAgentServerExtension;
import io.github.scaler4j.fixtures.DatadogMetric;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import io.github.scaler4j.fixtures.DatadogServerExtension;
import io.github.scaler4j.fixtures.ExampleManifests;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody's tests of their autoscaler, against the embedded servers. */
@ExtendWith({DatadogServerExtension.class, ClusterAgentServerExtension.class})
class ScalingTest {

  @Test
  void readsThroughTheApi(DatadogServer datadog) {
    datadog.api().series("avg:nginx.requests{*}", DatadogSeries.constant(13.799));
    var options = DatadogApiOptions.builder().endpoint(datadog.endpoint()).build();
    assertEquals(
        13_799,
        read(
            DatadogApiSource.with(options),
            ExampleTriggers.api("avg:nginx.requests{*}").metadata("timeout", "1m").build()));
  }

  @Test
  void readsThroughTheAgent(ClusterAgentServer agent) {
    agent.add(DatadogMetric.parse(ExampleManifests.datadogMetric()).get(0));
    agent.allow(ExampleTriggers.TOKEN, "system:serviceaccount:shop:reader", "datadog-keda");
    agent.value("datadog-keda", "nginx-hits", "13799m", Instant.now());
    var options = ClusterAgentOptions.builder().endpoint(agent.endpoint()).build();
    assertEquals(
        13_799,
        read(
            ClusterAgentSource.with(options),
            ExampleTriggers.clusterAgent("datadog-keda", "nginx-hits")
                .metadata("timeout", "1m")
                .build()));
  }

  private static long read(MetricSourceProvider source, TriggerMetadata trigger) {
    try (DatadogScalers scalers = DatadogScalers.builder().source(source).build();
        DatadogScaler scaler = scalers.scaler(trigger)) {
      return scaler.read().milliValue();
    }
  }

  @AfterAll
  static void saysWithWhichJars() throws IOException {
    Path ran = Path.of(System.getProperty("ran.file") + "." + Runtime.version().feature());
    Files.writeString(ran, System.getProperty("java.class.path"));
  }
}
