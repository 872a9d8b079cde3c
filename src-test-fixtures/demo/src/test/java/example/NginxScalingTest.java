package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import io.github.scaler4j.fixtures.DatadogServerExtension;
import io.github.scaler4j.trigger.TriggerMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatadogServerExtension.class)
class NginxScalingTest {

  @Test
  void readsTheRequestRate(DatadogServer datadog) {
    datadog.api().series("avg:nginx.requests{*}", DatadogSeries.constant(13.799));
    DatadogApiOptions options = DatadogApiOptions.builder().endpoint(datadog.endpoint()).build();
    TriggerMetadata trigger =
        TriggerMetadata.builder()
            .metadata("query", "avg:nginx.requests{*}")
            .metadata("queryValue", "2")
            .metadata("timeout", "1m")
            .authParam("apiKey", DatadogApi.API_KEY)
            .authParam("appKey", DatadogApi.APP_KEY)
            .build();
    try (DatadogScalers scalers =
            DatadogScalers.builder().source(DatadogApiSource.with(options)).build();
        DatadogScaler scaler = scalers.scaler(trigger)) {
      assertEquals(13_799, scaler.read().milliValue());
    }
  }
}
