package io.github.scaler4j.trigger;

import java.util.HashMap;
import java.util.Map;

/** Inputs to start from: a valid trigger per mode, and single changes of it. */
final class Triggers {

  static final String PEM = "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----";

  private final Map<String, String> metadata = new HashMap<>();
  private final Map<String, SecretSupplier> authParams = new HashMap<>();
  private final TriggerMetadata.Builder builder = TriggerMetadata.builder();

  private Triggers() {}

  static Triggers api() {
    return new Triggers()
        .set("query", "sum:trace.redis.command.hits{env:none}.as_count()")
        .set("queryValue", "7")
        .auth("apiKey", "k1")
        .auth("appKey", "k2");
  }

  static Triggers agent() {
    return new Triggers()
        .set("useClusterAgentProxy", "true")
        .set("datadogMetricName", "nginx-hits")
        .set("datadogMetricNamespace", "default")
        .set("targetValue", "2")
        .auth("datadogNamespace", "datadog")
        .auth("datadogMetricsService", "datadog-metrics-api")
        .auth("token", "t0ken")
        .auth("authMode", "bearer");
  }

  Triggers set(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  Triggers auth(String key, String value) {
    return auth(key, Secret.of(value));
  }

  Triggers auth(String key, SecretSupplier value) {
    authParams.put(key, value);
    return this;
  }

  Triggers without(String key) {
    metadata.remove(key);
    authParams.remove(key);
    return this;
  }

  Triggers metricType(String metricType) {
    builder.metricType(metricType);
    return this;
  }

  Triggers metricSource() {
    builder.metricSource(true);
    return this;
  }

  TriggerMetadata.Builder builder() {
    authParams.forEach(builder::authParam);
    return builder.metadata(metadata);
  }

  DatadogTrigger parse() {
    return new TriggerParser(builder().build()).parse();
  }

  ApiTrigger parseApi() {
    return (ApiTrigger) parse();
  }

  ClusterAgentTrigger parseAgent() {
    return (ClusterAgentTrigger) parse();
  }
}
