package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.clusteragent.ClusterAgentOptions;
import io.github.scaler4j.clusteragent.ClusterAgentSource;
import io.github.scaler4j.trigger.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;

/** The memory of open scalers that read through the Cluster Agent, without sockets. */
class OpenAgentScalersTest {

  private static final int COUNTED = 5_000;
  private static final MediaType JSON = MediaType.get("application/json");

  private final OkHttpClient agent =
      new OkHttpClient.Builder().addInterceptor(OpenAgentScalersTest::answer).build();
  private final Secret token = Secret.of(Triggers.TOKEN);

  private static Response answer(Interceptor.Chain chain) {
    List<String> path = chain.request().url().pathSegments();
    String body =
        "{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"external.metrics.k8s.io/v1beta1\","
            + "\"metadata\":{},\"items\":[{\"metricName\":\""
            + path.get(path.size() - 1)
            + "\",\"metricLabels\":null,\"timestamp\":\"2026-01-01T00:00:00Z\",\"value\":\"1\"}]}";
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create(body, JSON))
        .build();
  }

  private DatadogScaler open(DatadogScalers factory, int i) {
    DatadogScaler scaler = factory.scaler(Triggers.agent(i).authParam("token", token).build());
    assertThat(scaler.read().value()).isOne();
    return scaler;
  }

  @Test
  void useLessThanAKibibyteBeyondTheirTexts() {
    ClusterAgentOptions options =
        ClusterAgentOptions.builder().freshFor(Duration.ofHours(1)).build();
    try (DatadogScalers factory =
        DatadogScalers.builder().source(ClusterAgentSource.with(options, agent)).build()) {
      List<DatadogScaler> scalers = new ArrayList<>(COUNTED);
      scalers.add(open(factory, COUNTED));
      LiveHeap before = LiveHeap.count();
      for (int i = 0; i < COUNTED; i++) {
        scalers.add(open(factory, i));
      }
      long beyondTexts =
          LiveHeap.count().minus(before).byClass().entrySet().stream()
              .filter(entry -> !OpenScalersTest.isForeign(entry.getKey()))
              .mapToLong(Map.Entry::getValue)
              .sum();
      assertThat(beyondTexts / COUNTED).isBetween(500L, 1_024L);
      assertThat(scalers).hasSize(COUNTED + 1);
    } finally {
      agent.dispatcher().executorService().shutdown();
    }
  }
}
