package io.github.scaler4j.benchmarks.jmh;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.clusteragent.AgentTrust;
import io.github.scaler4j.clusteragent.ClusterAgentOptions;
import io.github.scaler4j.clusteragent.ClusterAgentSource;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.trigger.TriggerMetadata;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CustomObjectsApi;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.credentials.AccessTokenAuthentication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;

/** The ways to read a metric from a Cluster Agent over TLS. */
final class AgentReaders {

  static final int CALLERS = 16;

  /** More than a cold server takes for 16 connections at once. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** As long as a service account's. */
  private static final String TOKEN = "0123456789".repeat(90);

  private static final String GROUP = "external.metrics.k8s.io";
  private static final String PATH = "/apis/" + GROUP + "/v1beta1/namespaces/default/";
  private static final JsonFactory JSON = new JsonFactory();

  private AgentReaders() {}

  static Reader of(String client, ServerProcess server) throws Exception {
    return switch (client) {
      case "scaler4jHttp1" -> scaler4j(server, false);
      case "scaler4jHttp2" -> scaler4j(server, true);
      case "okhttpHttp1" -> okHttp(server, List.of(Protocol.HTTP_1_1));
      case "okhttpHttp2" -> okHttp(server, List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
      case "fabric8" -> fabric8(server);
      case "clientJava" -> clientJava(server);
      default -> throw new IllegalArgumentException("client: " + client);
    };
  }

  private static String metric(int caller) {
    return "datadogmetric@default:shop-orders-" + caller;
  }

  private static Reader scaler4j(ServerProcess server, boolean http2) {
    ClusterAgentOptions options =
        ClusterAgentOptions.builder()
            .endpoint(URI.create(server.tlsUrl()))
            .trust(AgentTrust.ca(server.certificatePem()))
            .freshFor(Duration.ZERO)
            .http2(http2)
            .build();
    DatadogScalers scalers =
        DatadogScalers.builder().source(ClusterAgentSource.with(options)).build();
    List<DatadogScaler> byCaller =
        IntStream.range(0, CALLERS).mapToObj(caller -> scalers.scaler(trigger(caller))).toList();
    return new Reader() {
      @Override
      public double read(int caller) {
        return byCaller.get(caller).read().value();
      }

      @Override
      public void close() {
        scalers.close();
      }
    };
  }

  static TriggerMetadata trigger(int caller) {
    return TriggerMetadata.builder()
        .defaultTimeout(TIMEOUT)
        .metadata("useClusterAgentProxy", "true")
        .metadata("datadogMetricName", "shop-orders-" + caller)
        .metadata("datadogMetricNamespace", "default")
        .metadata("targetValue", "10")
        .authParam("datadogNamespace", "datadog")
        .authParam("datadogMetricsService", "datadog-cluster-agent-metrics-api")
        .authParam("token", TOKEN)
        .build();
  }

  private static Reader okHttp(ServerProcess server, List<Protocol> protocols) throws Exception {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem(server)));
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder().addTrustedCertificate(certificate).build();
    OkHttpClient client =
        BareOkHttp.builder()
            .protocols(protocols)
            .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
            .build();
    BareOkHttp http = BareOkHttp.blocking(client);
    List<String> urls = urls(server);
    return new Reader() {
      @Override
      public double read(int caller) throws Exception {
        Request request =
            new Request.Builder()
                .url(urls.get(caller))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return value(http.get(request));
      }

      @Override
      public void close() {
        http.close();
      }
    };
  }

  private static double value(byte[] body) throws IOException {
    double value = Double.NaN;
    try (JsonParser json = JSON.createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("value")) {
          json.nextToken();
          value = quantity(json.getText());
        }
      }
    }
    return value;
  }

  private static double quantity(String text) {
    return Quantity.parse(text).doubleValue();
  }

  private static Reader fabric8(ServerProcess server) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.tlsUrl())
            .withOauthToken(TOKEN)
            .withCaCertData(Base64.getEncoder().encodeToString(pem(server)))
            .build();
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    List<String> urls = urls(server);
    return new Reader() {
      @Override
      public double read(int caller) throws IOException {
        return value(client.raw(urls.get(caller)).getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  private static Reader clientJava(ServerProcess server) throws IOException {
    ApiClient client =
        new ClientBuilder()
            .setBasePath(server.tlsUrl())
            .setAuthentication(new AccessTokenAuthentication(TOKEN))
            .setCertificateAuthority(pem(server))
            .build();
    CustomObjectsApi objects = new CustomObjectsApi(client);
    List<String> metrics = IntStream.range(0, CALLERS).mapToObj(AgentReaders::metric).toList();
    return caller -> {
      Map<?, ?> list =
          (Map<?, ?>)
              objects
                  .listNamespacedCustomObject(GROUP, "v1beta1", "default", metrics.get(caller))
                  .execute();
      Map<?, ?> first = (Map<?, ?>) ((List<?>) requireNonNull(list.get("items"))).get(0);
      return quantity((String) requireNonNull(first.get("value")));
    };
  }

  private static List<String> urls(ServerProcess server) {
    return IntStream.range(0, CALLERS)
        .mapToObj(caller -> server.tlsUrl() + PATH + metric(caller))
        .toList();
  }

  private static byte[] pem(ServerProcess server) {
    return server.certificatePem().getBytes(StandardCharsets.US_ASCII);
  }
}
