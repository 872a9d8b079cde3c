package io.github.scaler4j.manifest;

import io.github.scaler4j.manifest.ManifestValue.Fields;
import io.github.scaler4j.manifest.ManifestValue.Scalar;
import io.github.scaler4j.manifest.ManifestValue.ScalarType;
import io.github.scaler4j.trigger.ApiTrigger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An API trigger moved to the Cluster Agent: its DatadogMetric, and the changed trigger.
 *
 * @param metric the DatadogMetric's name
 * @param namespace the DatadogMetric's namespace, which is the trigger's
 */
record MovedTrigger(ScaleTrigger trigger, ApiTrigger parsed, String namespace, String metric) {

  /** The fields that the DatadogMetric or the agent replaces, and those that are renamed. */
  private static final Set<String> REPLACED =
      Set.of(
          "useClusterAgentProxy",
          "datadogMetricName",
          "datadogMetricNamespace",
          "query",
          "queryAggregator",
          "age",
          "timeWindowOffset",
          "lastAvailablePointOffset",
          "targetValue",
          "queryValue",
          "activationTargetValue",
          "activationQueryValue");

  /** Returns the DatadogMetric as a YAML document. */
  String datadogMetric() {
    String yaml =
        """
        apiVersion: datadoghq.com/v1alpha1
        kind: DatadogMetric
        metadata:
          name: %s
          namespace: %s
          annotations:
            # Without it the agent would stop refreshing the metric once KEDA has scaled to zero.
            external-metrics.datadoghq.com/always-active: "true"
        spec:
          query: %s
        """
            .formatted(
                YamlWriter.quote(metric),
                YamlWriter.quote(namespace),
                YamlWriter.quote(parsed.query().text()));
    // Without a timeWindow, the agent requests as much as may be used.
    return trigger.metadata().getOrDefault("age", "").isBlank()
        ? yaml
        : yaml + "  maxAge: " + parsed.query().age().toSeconds() + "s\n";
  }

  /** Returns the entry of {@code triggers}. */
  ManifestValue entry(Fields written) {
    Map<String, ManifestValue> entry = new LinkedHashMap<>(written.entries());
    entry.put("metadata", metadata(written.require("metadata")));
    entry.put("authenticationRef", fields(Map.of("name", text(AgentAccess.NAME))));
    return fields(entry);
  }

  private ManifestValue metadata(ManifestValue written) {
    Map<String, ManifestValue> metadata = new LinkedHashMap<>();
    metadata.put("useClusterAgentProxy", text("true"));
    metadata.put("datadogMetricName", text(metric));
    metadata.put("datadogMetricNamespace", text(namespace));
    putFirst(metadata, "targetValue", "targetValue", "queryValue");
    putFirst(metadata, "activationTargetValue", "activationQueryValue", "activationTargetValue");
    ((Fields) written)
        .entries()
        .forEach(
            (name, value) -> {
              if (!REPLACED.contains(name)) {
                metadata.put(name, value);
              }
            });
    return fields(metadata);
  }

  /** Puts the first of the trigger's values that is not blank. */
  private void putFirst(Map<String, ManifestValue> metadata, String name, String... written) {
    for (String from : written) {
      String value = trigger.metadata().getOrDefault(from, "");
      if (!value.isBlank()) {
        metadata.put(name, text(value.strip()));
        return;
      }
    }
  }

  private static Fields fields(Map<String, ManifestValue> entries) {
    return new Fields(entries, 0);
  }

  private static Scalar text(String text) {
    return new Scalar(text, ScalarType.TEXT, 0);
  }
}
