package io.github.scaler4j.benchmarks.jmh;

import com.datadog.api.client.ApiClient;
import com.datadog.api.client.v1.api.MetricsApi;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Programs that read one value and print it; each is run with its own library's jars alone, and
 * with the address of the API as its argument.
 */
final class FirstValue {

  private static final String QUERY = "avg:shop.orders.rate{service:shop}";
  private static final String API_KEY = "00112233445566778899aabbccddeeff";
  private static final String APP_KEY = "00112233445566778899aabbccddeeff00112233";

  private FirstValue() {}

  private static void print(double value) {
    System.out.println(value);
    System.out.flush();
  }

  /** The library, with its defaults. */
  static final class Scaler4j {
    private Scaler4j() {}

    /** Reads. */
    public static void main(String[] args) {
      DatadogApiOptions options = DatadogApiOptions.builder().endpoint(URI.create(args[0])).build();
      TriggerMetadata trigger =
          TriggerMetadata.builder()
              .metadata("query", QUERY)
              .metadata("queryValue", "10")
              .authParam("apiKey", API_KEY)
              .authParam("appKey", APP_KEY)
              .build();
      try (DatadogScalers scalers =
              DatadogScalers.builder().source(DatadogApiSource.with(options)).build();
          DatadogScaler scaler = scalers.scaler(trigger)) {
        print(scaler.read().value());
      }
    }
  }

  /** OkHttp and Jackson's token reader by hand. */
  static final class OkHttp {
    private OkHttp() {}

    /** Reads. */
    public static void main(String[] args) throws Exception {
      OkHttpClient client = new OkHttpClient();
      long to = System.currentTimeMillis() / 1000;
      Request request =
          new Request.Builder()
              .url(
                  HttpUrl.get(args[0] + "/api/v1/query")
                      .newBuilder()
                      .addQueryParameter("from", Long.toString(to - 90))
                      .addQueryParameter("to", Long.toString(to))
                      .addQueryParameter("query", QUERY)
                      .build())
              .header("DD-API-KEY", API_KEY)
              .header("DD-APPLICATION-KEY", APP_KEY)
              .build();
      try (Response response = client.newCall(request).execute();
          JsonParser json = new JsonFactory().createParser(response.body().bytes())) {
        double last = 0;
        while (json.nextToken() != null) {
          if (json.currentToken() == JsonToken.FIELD_NAME
              && json.currentName().equals("pointlist")) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_ARRAY) {
              json.nextToken();
              if (json.nextToken() != JsonToken.VALUE_NULL) {
                last = json.getDoubleValue();
              }
              json.nextToken();
            }
          }
        }
        print(last);
      }
      client.connectionPool().evictAll();
    }
  }

  /** The official client. */
  static final class Official {
    private Official() {}

    /** Reads. */
    public static void main(String[] args) throws Exception {
      ApiClient client = new ApiClient();
      client.setBasePath(args[0]);
      client.setServerIndex(null);
      client.configureApiKeys(new HashMap<>(Map.of("apiKeyAuth", API_KEY, "appKeyAuth", APP_KEY)));
      long to = System.currentTimeMillis() / 1000;
      List<List<Double>> points =
          new MetricsApi(client).queryMetrics(to - 90, to, QUERY).getSeries().get(0).getPointlist();
      double last = 0;
      for (List<Double> point : points) {
        Double value = point.get(1);
        last = value == null ? last : value;
      }
      print(last);
    }
  }

  /** Nothing: what the JVM itself takes. */
  static final class Nothing {
    private Nothing() {}

    /** Prints. */
    public static void main(String[] args) {
      print(0);
    }
  }
}
