package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.net.URI;
import java.util.List;

/** This library. */
final class ScalerReader implements Reader {

  private final DatadogScalers scalers;
  private final List<DatadogScaler> byCaller;

  ScalerReader(MetricSourceProvider source, List<TriggerMetadata> triggers) {
    scalers = DatadogScalers.builder().source(source).build();
    byCaller = triggers.stream().map(scalers::scaler).toList();
  }

  /** Reads one trigger with the default options. */
  static Reader ofDefaults(String url, String query) {
    return new ScalerReader(
        DatadogApiSource.with(DatadogApiOptions.builder().endpoint(URI.create(url)).build()),
        List.of(Triggers.api(query).build()));
  }

  @Override
  public double read(int caller) {
    return newValue(byCaller.get(caller).read());
  }

  /** Returns the value, unless it is an older one that cost no request. */
  static double newValue(ScalerReading reading) {
    if (reading.stale()) {
      throw new IllegalStateException(
          "the read got an older value", reading.staleCause().orElseThrow());
    }
    return reading.value();
  }

  @Override
  public void close() {
    scalers.close();
  }
}
