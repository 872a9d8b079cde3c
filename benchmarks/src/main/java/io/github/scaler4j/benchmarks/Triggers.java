package io.github.scaler4j.benchmarks;

import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.trigger.TriggerMetadata;

/** The triggers that are read. */
public final class Triggers {

  public static final String API_KEY = DatadogApi.API_KEY;
  public static final String APP_KEY = DatadogApi.APP_KEY;
  public static final String NAMESPACE = "shop";

  /** As long as a service account's token. */
  public static final String TOKEN = "0123456789".repeat(90);

  private Triggers() {}

  /** Returns the query of a trigger. */
  public static String query(int trigger) {
    return "avg:nginx.net.request_per_s{service:web-" + trigger + "}";
  }

  /** Returns the name of a trigger's DatadogMetric. */
  public static String metric(int trigger) {
    return "web-" + trigger;
  }

  /** Returns a builder of a trigger that is read from Datadog's API. */
  public static TriggerMetadata.Builder api(String query) {
    return TriggerMetadata.builder()
        .metadata("query", query)
        .metadata("queryValue", "2")
        .authParam("apiKey", API_KEY)
        .authParam("appKey", APP_KEY);
  }

  /** Returns a builder of a trigger that is read through the Cluster Agent. */
  public static TriggerMetadata.Builder agent(int trigger) {
    return TriggerMetadata.builder()
        .metadata("useClusterAgentProxy", "true")
        .metadata("datadogMetricName", metric(trigger))
        .metadata("datadogMetricNamespace", NAMESPACE)
        .metadata("targetValue", "2")
        .authParam("authMode", "bearer")
        .authParam("token", TOKEN)
        .authParam("datadogNamespace", "datadog")
        .authParam("datadogMetricsService", "datadog-cluster-agent-metrics-server");
  }
}
