package io.github.scaler4j.clusteragent;

import mockwebserver3.MockResponse;

/** Answers of an agent. */
final class AgentAnswers {

  static final String METRIC = "datadogmetric@default:nginx-hits";

  private AgentAnswers() {}

  /** Fits any metric, because it names none. */
  static MockResponse value(String quantity) {
    String anonymous = list(quantity).replace("\"metricName\":\"" + METRIC + "\",", "");
    return new MockResponse.Builder().body(anonymous).build();
  }

  static String list(String quantity) {
    return "{\"kind\":\"ExternalMetricValueList\",\"apiVersion\":\"external.metrics.k8s.io/v1beta1\","
        + "\"metadata\":{},\"items\":[{\"metricName\":\""
        + METRIC
        + "\","
        + "\"metricLabels\":null,\"timestamp\":\"2026-01-01T00:00:30Z\",\"value\":\""
        + quantity
        + "\"}]}\n";
  }

  static MockResponse status(int code, String reason, String message) {
    return new MockResponse.Builder().code(code).body(statusBody(code, reason, message)).build();
  }

  static String statusBody(int code, String reason, String message) {
    return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\""
        + message.replace("\"", "\\\"")
        + "\",\"reason\":\""
        + reason
        + "\",\"code\":"
        + code
        + "}\n";
  }
}
