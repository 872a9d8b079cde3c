package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.TriggerMetadata;
import org.junit.jupiter.api.Test;

/** A class path with this source and not the other. */
class OnlySourceTest {

  private final DatadogScalers scalers = DatadogScalers.create();

  @Test
  void isFoundWithoutBeingNamed() {
    TriggerMetadata trigger =
        TriggerMetadata.builder()
            .metadata("query", "avg:hits{*}")
            .metadata("queryValue", "2")
            .authParam("apiKey", "api")
            .authParam("appKey", "app")
            .build();
    try (scalers;
        DatadogScaler scaler = scalers.scaler(trigger)) {
      assertThat(scaler.metricSpec().name()).isEqualTo("s0-datadog-avg-hits");
    }
  }

  @Test
  void otherModesTriggerNamesTheArtifactToAdd() {
    TriggerMetadata trigger =
        TriggerMetadata.builder()
            .metadata("useClusterAgentProxy", "true")
            .metadata("datadogMetricName", "hits")
            .metadata("datadogMetricNamespace", "shop")
            .metadata("targetValue", "2")
            .authParam("datadogNamespace", "datadog")
            .authParam("datadogMetricsService", "agent")
            .authParam("token", "token")
            .build();
    try (scalers) {
      assertThatThrownBy(() -> scalers.scaler(trigger))
          .isInstanceOf(InvalidTriggerException.class)
          .hasMessageContaining("useClusterAgentProxy")
          .hasMessageContaining("add io.github.scaler4j:scaler-cluster-agent");
    }
  }
}
