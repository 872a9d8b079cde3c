package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.trigger.TriggerMetadata;

/** The triggers of a run, each with a query of its own. */
final class Triggers {

  static final String API_KEY = DatadogApi.API_KEY;
  static final String APP_KEY = DatadogApi.APP_KEY;
  static final String TOKEN = "comparison-token";
  static final String NAMESPACE = "shop";

  private Triggers() {}

  static String query(int i) {
    return "avg:nginx.net.request_per_s{service:web-" + i + "}";
  }

  static String metricName(int i) {
    return "web-" + i;
  }

  static TriggerMetadata trigger(Load load, int i) {
    TriggerMetadata.Builder trigger =
        TriggerMetadata.builder()
            // The fast clock measures it, and it is to be a real 3 s.
            .metadata("timeout", Long.toString(load.fast(Load.TIMEOUT).toMillis()))
            .triggerIndex(i);
    if (load.way() == Way.CLUSTER_AGENT) {
      return trigger
          .metadata("useClusterAgentProxy", "true")
          .metadata("datadogMetricName", metricName(i))
          .metadata("datadogMetricNamespace", NAMESPACE)
          .metadata("targetValue", "2")
          .authParam("authMode", "bearer")
          .authParam("token", TOKEN)
          .authParam("datadogNamespace", "datadog")
          .authParam("datadogMetricsService", "datadog-cluster-agent-metrics-server")
          .build();
    }
    return trigger
        .metadata("query", query(i))
        .metadata("queryValue", "2")
        .authParam("apiKey", API_KEY)
        .authParam("appKey", APP_KEY)
        .build();
  }
}
