package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.benchmarks.PlainOkHttp;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.clusteragent.AgentTrust;
import io.github.scaler4j.clusteragent.ClusterAgentOptions;
import io.github.scaler4j.clusteragent.ClusterAgentSource;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;

/** The ways to read the triggers of a load. */
final class Readers {

  // As KEDA's http-max-idle-conns-per-host and http-idle-conn-timeout.
  private static final int IDLE_CONNECTIONS = 1_000;
  private static final int IDLE_SECONDS = 90;

  private Readers() {}

  /** An autoscaler's view of its triggers. */
  interface Reader<R> extends AutoCloseable {

    /** Reads a trigger; the future fails without a value. */
    CompletableFuture<R> read(int trigger);

    /** Returns the value of a reading. */
    ToDoubleFunction<R> value();

    @Override
    void close();
  }

  static Reader<?> open(Load load, UpstreamMessages.Addresses upstream) {
    return load.mode() == ReadMode.NAIVE
        ? new Naive(load, upstream)
        : new Scalers(
            load, upstream, IntStream.range(0, load.scalers()).mapToObj(load::trigger).toList());
  }

  private static OkHttpClient.Builder client(String certificatePem) {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(Certificates.decodeCertificatePem(certificatePem))
            .build();
    return HttpClients.newClient()
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
        .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager());
  }

  /**
   * KEDA's way (pkg/scaling/cache/scalers_cache.go): one request for each trigger and read, and
   * after any error a second one at once, over HTTP/1.1.
   */
  private static final class Naive implements Reader<Double> {
    private final OkHttpClient client;
    private final HttpUrl api;
    private final FastClock time;

    Naive(Load load, UpstreamMessages.Addresses upstream) {
      this.client =
          client(upstream.datadogCertificate())
              .protocols(List.of(Protocol.HTTP_1_1))
              .callTimeout(Load.TIMEOUT)
              .build();
      this.api = HttpUrl.get(upstream.datadog());
      this.time = new FastClock(load.acceleration());
    }

    @Override
    public CompletableFuture<Double> read(int trigger) {
      return ask(trigger).exceptionallyCompose(failure -> ask(trigger));
    }

    private CompletableFuture<Double> ask(int trigger) {
      Request request =
          PlainOkHttp.query(api, time.now().getEpochSecond(), Triggers.query(trigger));
      return PlainOkHttp.send(client.newCall(request)).thenApply(Readers::decode);
    }

    @Override
    public ToDoubleFunction<Double> value() {
      return reading -> reading;
    }

    @Override
    public void close() {
      HttpClients.close(client);
    }
  }

  private static double decode(byte[] body) {
    try {
      return PlainOkHttp.highestLast(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This library, at its defaults except for addresses and durations that must stay real. */
  static final class Scalers implements Reader<ScalerReading> {
    private final FastScheduler scheduler;
    private final OkHttpClient client;
    private final DatadogScalers factory;
    private final List<DatadogScaler> scalers;

    Scalers(Load load, UpstreamMessages.Addresses upstream, List<DatadogTrigger> triggers) {
      this.scheduler = new FastScheduler(load.acceleration());
      this.client = client(upstream.datadogCertificate()).build();
      this.factory =
          DatadogScalers.builder()
              .time(new FastClock(load.acceleration()))
              .scheduler(scheduler)
              .source(source(load, upstream))
              .build();
      this.scalers = triggers.stream().map(factory::scaler).toList();
    }

    private MetricSourceProvider source(Load load, UpstreamMessages.Addresses upstream) {
      if (load.mode() == ReadMode.CLUSTER_AGENT) {
        return ClusterAgentSource.with(
            ClusterAgentOptions.builder()
                .endpoint(URI.create(upstream.agent()))
                .trust(AgentTrust.ca(upstream.agentCertificate()))
                .build());
      }
      DatadogApiOptions defaults = DatadogApiOptions.defaults();
      return DatadogApiSource.with(
          defaults.toBuilder()
              .endpoint(URI.create(upstream.datadog()))
              .linger(load.fast(defaults.linger()))
              .build(),
          client);
    }

    @Override
    public CompletableFuture<ScalerReading> read(int trigger) {
      return scalers.get(trigger).readAsync();
    }

    @Override
    public ToDoubleFunction<ScalerReading> value() {
      return ScalerReading::value;
    }

    @Override
    public void close() {
      scalers.forEach(DatadogScaler::close);
      factory.close();
      scheduler.shutdownNow();
      HttpClients.close(client);
    }
  }
}
