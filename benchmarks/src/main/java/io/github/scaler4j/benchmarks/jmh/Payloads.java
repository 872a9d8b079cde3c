package io.github.scaler4j.benchmarks.jmh;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The bodies of the two servers, identical in each run. */
public final class Payloads {

  private static final long BEGIN_MILLIS = 1_767_268_800_000L;
  private static final long STEP_MILLIS = 20_000;

  private Payloads() {}

  /**
   * Writes an answer of {@code GET /api/v1/query}, with all fields that Datadog sends: about 1 in
   * 20 points has no value, the last two of every other series have none, and 3 in 4 values take 15
   * to 17 digits. However many points a series has, its last ones are the same.
   *
   * @param queries how many series
   * @param points how many points each has
   * @return the JSON
   */
  public static byte[] series(int queries, int points) {
    long endMillis = BEGIN_MILLIS + points * STEP_MILLIS;
    StringBuilder json = new StringBuilder(200 + queries * (700 + 40 * points));
    json.append("{\"status\":\"ok\",\"res_type\":\"time_series\",\"resp_version\":1,\"query\":\"");
    for (int i = 0; i < queries; i++) {
      json.append(i == 0 ? "" : ",").append("avg:shop.orders.rate{service:shop-").append(i);
      json.append("}");
    }
    json.append("\",\"from_date\":").append(BEGIN_MILLIS).append(",\"to_date\":").append(endMillis);
    json.append(",\"series\":[");
    for (int i = 0; i < queries; i++) {
      json.append(i == 0 ? "" : ",");
      oneSeries(json, i, points, endMillis);
    }
    json.append("],\"values\":[],\"times\":[],\"message\":\"\",\"group_by\":[]}");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void oneSeries(StringBuilder json, int index, int points, long endMillis) {
    json.append("{\"unit\":[{\"family\":\"general\",\"scale_factor\":1.0,\"name\":\"order\",");
    json.append("\"short_name\":null,\"plural\":\"orders\",\"id\":128},null],\"query_index\":");
    json.append(index).append(",\"aggr\":\"avg\",\"metric\":\"shop.orders.rate\",\"tag_set\":[],");
    json.append("\"expression\":\"avg:shop.orders.rate{service:shop-").append(index);
    json.append("}\",\"scope\":\"service:shop-").append(index);
    json.append("\",\"interval\":20,\"length\":").append(points);
    json.append(",\"start\":").append(BEGIN_MILLIS).append(",\"end\":").append(endMillis - 1);
    json.append(",\"pointlist\":[");
    String[] values = values(index, points);
    for (int p = 0; p < points; p++) {
      json.append(p == 0 ? "[" : ",[").append(BEGIN_MILLIS + p * STEP_MILLIS).append(".0,");
      json.append(values[p]).append(']');
    }
    json.append("],\"display_name\":\"shop.orders.rate\",\"attributes\":{}}");
  }

  private static String[] values(int index, int points) {
    SplittableRandom random = new SplittableRandom(index);
    String[] values = new String[points];
    for (int p = points - 1; p >= 0; p--) {
      boolean none = random.nextInt(20) == 0 || (index % 2 == 1 && p >= points - 2);
      boolean round = random.nextInt(4) == 0;
      double value = random.nextDouble() * 1_000;
      values[p] = none ? "null" : Double.toString(round ? Math.round(value) : value);
    }
    return values;
  }

  /**
   * Writes an answer of the Cluster Agent.
   *
   * @return the JSON
   */
  public static byte[] agentList() {
    return ("{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"external.metrics.k8s.io/v1beta1\","
            + "\"metadata\":{},\"items\":[{\"metricLabels\":null,\"timestamp\":\"2026-01-01T12:00:30Z\",\"value\":\"1977200m\"}]}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
