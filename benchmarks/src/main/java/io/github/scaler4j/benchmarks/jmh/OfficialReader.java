package io.github.scaler4j.benchmarks.jmh;

import com.datadog.api.client.ApiClient;
import com.datadog.api.client.v1.api.MetricsApi;
import com.datadog.api.client.v1.model.MetricsQueryMetadata;
import io.github.scaler4j.benchmarks.Triggers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Datadog's own client. */
final class OfficialReader implements Reader {

  private static final int WINDOW_SECONDS = 90;

  private final MetricsApi metrics;
  private final List<String> queries;

  OfficialReader(String url, List<String> queries) {
    ApiClient client = new ApiClient();
    client.setBasePath(url);
    client.setServerIndex(null);
    client.configureApiKeys(
        new HashMap<>(Map.of("apiKeyAuth", Triggers.API_KEY, "appKeyAuth", Triggers.APP_KEY)));
    this.metrics = new MetricsApi(client);
    this.queries = queries;
  }

  @Override
  public double read(int caller) throws Exception {
    long to = System.currentTimeMillis() / 1000;
    double highest = Double.NEGATIVE_INFINITY;
    for (MetricsQueryMetadata series :
        metrics.queryMetrics(to - WINDOW_SECONDS, to, queries.get(caller)).getSeries()) {
      highest = Math.max(highest, last(series.getPointlist()));
    }
    return highest;
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
}
