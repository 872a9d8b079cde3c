package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.clusteragent.AgentTrust;
import io.github.scaler4j.clusteragent.ClusterAgentOptions;
import io.github.scaler4j.clusteragent.ClusterAgentSource;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;

/** This library, at its defaults but for addresses and what must keep its real length. */
final class ScalerReader implements MetricReader<ScalerReading> {

  private final FastScheduler scheduler;
  private final OkHttpClient client;
  private final DatadogScalers factory;
  private final List<DatadogScaler> scalers = new ArrayList<>();

  ScalerReader(Load load, Upstream.Addresses upstream) {
    this(
        load,
        upstream,
        IntStream.range(0, load.scalers())
            .mapToObj(i -> DatadogTrigger.parse(Triggers.trigger(load, i)))
            .toList());
  }

  ScalerReader(Load load, Upstream.Addresses upstream, List<DatadogTrigger> triggers) {
    this.scheduler = new FastScheduler(load.acceleration());
    this.client = Clients.trusting(upstream.datadogCertificate()).build();
    this.factory =
        DatadogScalers.builder()
            .time(new FastClock(load.acceleration()))
            .scheduler(scheduler)
            .source(source(load, upstream))
            .build();
    for (DatadogTrigger trigger : triggers) {
      scalers.add(factory.scaler(trigger));
    }
  }

  private MetricSourceProvider source(Load load, Upstream.Addresses upstream) {
    if (load.way() == Way.CLUSTER_AGENT) {
      return ClusterAgentSource.with(
          ClusterAgentOptions.builder()
              .endpoint(URI.create(upstream.agent()))
              .trust(AgentTrust.ca(upstream.agentCertificate()))
              .build());
    }
    DatadogApiOptions defaults = DatadogApiOptions.defaults();
    Duration linger = load.fast(defaults.linger());
    return DatadogApiSource.with(
        defaults.toBuilder().endpoint(URI.create(upstream.datadog())).linger(linger).build(),
        client);
  }

  @Override
  public CompletableFuture<ScalerReading> read(int scaler) {
    return scalers.get(scaler).readAsync();
  }

  @Override
  public double value(ScalerReading reading) {
    return reading.value();
  }

  @Override
  public void close() {
    scalers.forEach(DatadogScaler::close);
    factory.close();
    scheduler.shutdownNow();
    Clients.close(client);
  }
}
