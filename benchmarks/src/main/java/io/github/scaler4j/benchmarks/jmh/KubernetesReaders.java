package io.github.scaler4j.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.github.scaler4j.benchmarks.PlainOkHttp;
import io.github.scaler4j.benchmarks.Triggers;
import io.kubernetes.client.openapi.apis.CustomObjectsApi;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.credentials.AccessTokenAuthentication;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The two Kubernetes clients for Java. */
final class KubernetesReaders {

  private KubernetesReaders() {}

  /** fabric8's client, and Jackson's tokens. */
  static final class Fabric8 implements Reader {
    private final KubernetesClient client;
    private final List<String> urls;

    Fabric8(String url, byte[] pem, List<String> urls) {
      Config config =
          new ConfigBuilder(Config.empty())
              .withMasterUrl(url)
              .withOauthToken(Triggers.TOKEN)
              .withCaCertData(Base64.getEncoder().encodeToString(pem))
              .build();
      this.client = new KubernetesClientBuilder().withConfig(config).build();
      this.urls = urls;
    }

    @Override
    public double read(int caller) throws IOException {
      return Reader.quantity(PlainOkHttp.quantity(client.raw(urls.get(caller)).getBytes(UTF_8)));
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** The official Java client. */
  static final class ClientJava implements Reader {
    private final CustomObjectsApi objects;
    private final List<String> metrics;

    ClientJava(String url, byte[] pem, List<String> metrics) throws IOException {
      this.objects =
          new CustomObjectsApi(
              new ClientBuilder()
                  .setBasePath(url)
                  .setAuthentication(new AccessTokenAuthentication(Triggers.TOKEN))
                  .setCertificateAuthority(pem)
                  .build());
      this.metrics = metrics;
    }

    @Override
    public double read(int caller) throws Exception {
      Map<?, ?> list =
          (Map<?, ?>)
              objects
                  .listNamespacedCustomObject(
                      "external.metrics.k8s.io", "v1beta1", Triggers.NAMESPACE, metrics.get(caller))
                  .execute();
      Map<?, ?> first = (Map<?, ?>) ((List<?>) requireNonNull(list.get("items"))).get(0);
      return Reader.quantity((String) requireNonNull(first.get("value")));
    }
  }
}
