package io.github.scaler4j.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.scaler4j.benchmarks.PlainOkHttp;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.clusteragent.AgentTrust;
import io.github.scaler4j.clusteragent.ClusterAgentOptions;
import io.github.scaler4j.clusteragent.ClusterAgentSource;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;

/** The ways to read a metric, by the names that the benchmarks' parameters give them. */
final class Readers {

  static final int CALLERS = 16;

  private static final String PATH =
      "/apis/external.metrics.k8s.io/v1beta1/namespaces/" + Triggers.NAMESPACE + "/";

  /** More than a cold server needs for 16 simultaneous connections. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Readers() {}

  /** Reads a query from Datadog's API: the highest of its series' last values. */
  static Reader api(String client, String url, int queries) {
    return switch (client) {
      case "scaler4j" ->
          new ScalerReader(
              DatadogApiSource.with(direct(url)),
              callers(caller -> trigger(query(caller, queries))));
      case "okhttp" -> okHttp(false, url, queries);
      case "okhttpAsync" -> okHttp(true, url, queries);
      case "datadog" -> new OfficialReader(url, callers(caller -> query(caller, queries)));
      default -> throw new IllegalArgumentException("client: " + client);
    };
  }

  /** Reads a metric from a Cluster Agent over TLS. */
  static Reader agent(String client, ServerProcess server) throws Exception {
    List<String> urls = callers(caller -> server.tlsUrl() + PATH + metric(caller));
    String pem = server.certificatePem();
    return switch (client) {
      case "scaler4jHttp1", "scaler4jHttp2" ->
          new ScalerReader(
              ClusterAgentSource.with(
                  ClusterAgentOptions.builder()
                      .endpoint(URI.create(server.tlsUrl()))
                      .trust(AgentTrust.ca(pem))
                      .freshFor(Duration.ZERO)
                      .staleFor(Duration.ZERO)
                      .http2(client.endsWith("2"))
                      .build()),
              callers(Readers::agentTrigger));
      case "okhttpHttp1", "okhttpHttp2", "okhttpAsyncHttp1", "okhttpAsyncHttp2" ->
          okHttp(client.contains("Async"), client.endsWith("2"), pem, urls);
      case "fabric8" ->
          new KubernetesReaders.Fabric8(server.tlsUrl(), pem.getBytes(US_ASCII), urls);
      case "clientJava" ->
          new KubernetesReaders.ClientJava(
              server.tlsUrl(), pem.getBytes(US_ASCII), callers(Readers::metric));
      default -> throw new IllegalArgumentException("client: " + client);
    };
  }

  private static Reader okHttp(boolean async, String url, int queries) {
    List<String> texts = callers(caller -> query(caller, queries));
    return OkHttpReader.api(bare().build(), async, url, texts::get);
  }

  private static Reader okHttp(boolean async, boolean http2, String pem, List<String> urls) {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(Certificates.decodeCertificatePem(pem))
            .build();
    OkHttpClient client =
        bare()
            .protocols(
                http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
            .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
            .build();
    return new OkHttpReader(
        client,
        async,
        caller ->
            new Request.Builder()
                .url(urls.get(caller))
                .header("Authorization", "Bearer " + Triggers.TOKEN)
                .build(),
        body -> Reader.quantity(PlainOkHttp.quantity(body)));
  }

  /** OkHttp with the library's socket option, and threads and connections for all callers. */
  private static OkHttpClient.Builder bare() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(dispatcher.getMaxRequests());
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .socketFactory(HttpClients.newClient().build().socketFactory())
        .connectionPool(new ConnectionPool(dispatcher.getMaxRequests(), 5, TimeUnit.MINUTES));
  }

  static <T> List<T> callers(IntFunction<T> each) {
    return IntStream.range(0, CALLERS).mapToObj(each).toList();
  }

  static String query(int caller, int queries) {
    return IntStream.range(0, queries)
        .mapToObj(i -> "avg:shop.orders.rate{service:shop-" + caller + "-" + i + "}")
        .collect(Collectors.joining(","));
  }

  private static String metric(int caller) {
    return "datadogmetric@" + Triggers.NAMESPACE + ":" + Triggers.metric(caller);
  }

  static TriggerMetadata trigger(String query) {
    return Triggers.api(query).metadata("queryAggregator", "max").defaultTimeout(TIMEOUT).build();
  }

  static TriggerMetadata agentTrigger(int caller) {
    return Triggers.agent(caller).defaultTimeout(TIMEOUT).build();
  }

  /** Options with which each read is a separate request, as in KEDA, and waits for its answer. */
  static DatadogApiOptions direct(String url) {
    return DatadogApiOptions.builder()
        .endpoint(URI.create(url))
        .freshFor(Duration.ZERO)
        .staleFor(Duration.ZERO)
        .batching(false)
        .maxParallelRequests(CALLERS)
        .build();
  }
}
