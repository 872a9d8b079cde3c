package io.github.scaler4j.benchmarks.jmh;

import com.datadog.api.client.ApiClient;
import com.datadog.api.client.v1.api.MetricsApi;
import com.datadog.api.client.v1.model.MetricsQueryMetadata;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** The ways to read a query from Datadog's API: the highest of its series' last values. */
final class ApiReaders {

  static final int CALLERS = 16;

  /** More than a cold server takes for 16 connections at once. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int WINDOW_SECONDS = 90;
  private static final String API_KEY = "00112233445566778899aabbccddeeff";
  private static final String APP_KEY = "00112233445566778899aabbccddeeff00112233";
  private static final JsonFactory JSON = new JsonFactory();

  private ApiReaders() {}

  static Reader of(String client, String url, int queries) {
    return switch (client) {
      case "scaler4j" -> scaler4j(url, queries);
      case "okhttp" -> okHttp(BareOkHttp.blocking(BareOkHttp.builder().build()), url, queries);
      case "okhttpAsync" -> okHttp(BareOkHttp.async(BareOkHttp.builder().build()), url, queries);
      case "datadog" -> official(url, queries);
      default -> throw new IllegalArgumentException("client: " + client);
    };
  }

  static String query(int caller, int queries) {
    return IntStream.range(0, queries)
        .mapToObj(i -> "avg:shop.orders.rate{service:shop-" + caller + "-" + i + "}")
        .collect(Collectors.joining(","));
  }

  static TriggerMetadata trigger(String query) {
    return TriggerMetadata.builder()
        .defaultTimeout(TIMEOUT)
        .metadata("query", query)
        .metadata("queryAggregator", "max")
        .metadata("queryValue", "10")
        .authParam("apiKey", API_KEY)
        .authParam("appKey", APP_KEY)
        .build();
  }

  /** Options under which every read is a request of its own, as KEDA's is. */
  static DatadogApiOptions direct(String url) {
    return DatadogApiOptions.builder()
        .endpoint(URI.create(url))
        .freshFor(Duration.ZERO)
        .batching(false)
        .maxParallelRequests(CALLERS)
        .build();
  }

  static DatadogScalers scalers(DatadogApiOptions options) {
    return DatadogScalers.builder().source(DatadogApiSource.with(options)).build();
  }

  private static Reader scaler4j(String url, int queries) {
    DatadogScalers scalers = scalers(direct(url));
    List<DatadogScaler> byCaller =
        IntStream.range(0, CALLERS)
            .mapToObj(caller -> scalers.scaler(trigger(query(caller, queries))))
            .toList();
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

  private static Reader okHttp(BareOkHttp http, String url, int queries) {
    HttpUrl address = HttpUrl.get(url + "/api/v1/query");
    List<String> texts = texts(queries);
    return new Reader() {
      @Override
      public double read(int caller) throws Exception {
        long to = System.currentTimeMillis() / 1000;
        Request request =
            new Request.Builder()
                .url(
                    address
                        .newBuilder()
                        .addQueryParameter("from", Long.toString(to - WINDOW_SECONDS))
                        .addQueryParameter("to", Long.toString(to))
                        .addQueryParameter("query", texts.get(caller))
                        .build())
                .header("DD-API-KEY", API_KEY)
                .header("DD-APPLICATION-KEY", APP_KEY)
                .build();
        return highestLast(http.get(request));
      }

      @Override
      public void close() {
        http.close();
      }
    };
  }

  /** Reads an answer token by token, which is what Jackson does fastest. */
  static double highestLast(byte[] body) throws IOException {
    double highest = Double.NEGATIVE_INFINITY;
    try (JsonParser json = JSON.createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("pointlist")) {
          json.nextToken();
          highest = Math.max(highest, last(json));
        }
      }
    }
    return highest;
  }

  private static double last(JsonParser json) throws IOException {
    double last = Double.NEGATIVE_INFINITY;
    while (json.nextToken() == JsonToken.START_ARRAY) {
      json.nextToken();
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        last = json.getDoubleValue();
      }
      json.nextToken();
    }
    return last;
  }

  private static Reader official(String url, int queries) {
    ApiClient client = new ApiClient();
    client.setBasePath(url);
    client.setServerIndex(null);
    client.configureApiKeys(new HashMap<>(Map.of("apiKeyAuth", API_KEY, "appKeyAuth", APP_KEY)));
    MetricsApi metrics = new MetricsApi(client);
    List<String> texts = texts(queries);
    return caller -> {
      long to = System.currentTimeMillis() / 1000;
      double highest = Double.NEGATIVE_INFINITY;
      for (MetricsQueryMetadata series :
          metrics.queryMetrics(to - WINDOW_SECONDS, to, texts.get(caller)).getSeries()) {
        highest = Math.max(highest, last(series.getPointlist()));
      }
      return highest;
    };
  }

  private static double last(List<List<Double>> points) {
    for (int i = points.size() - 1; i >= 0; i--) {
      Double value = points.get(i).get(1);
      if (value != null) {
        return value;
      }
    }
    return Double.NEGATIVE_INFINITY;
  }

  private static List<String> texts(int queries) {
    return IntStream.range(0, CALLERS).mapToObj(caller -> query(caller, queries)).toList();
  }
}
