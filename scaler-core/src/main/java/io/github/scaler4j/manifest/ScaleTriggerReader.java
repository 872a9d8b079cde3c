package io.github.scaler4j.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code spec.triggers}, with the checks of the CRD and of KEDA's admission webhook.
 *
 * <p>Rules: {@code apis/keda/v1alpha1/scaletriggers_types.go}.
 */
final class ScaleTriggerReader {

  private static final Set<String> NEVER_CACHED = Set.of("cpu", "memory", "cron");
  private static final Set<String> METRIC_TYPES = Set.of("", "Value", "AverageValue");

  private ScaleTriggerReader() {}

  static List<ScaleTrigger> readAll(ManifestNode list) {
    List<ScaleTrigger> triggers = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    Map<String, Integer> agentMetrics = new HashMap<>();
    for (ManifestNode node : list.items()) {
      ScaleTrigger trigger = read(node, triggers.size());
      triggers.add(trigger);
      Integer namesake =
          trigger.name().isEmpty() ? null : names.putIfAbsent(trigger.name(), trigger.index());
      if (namesake != null) {
        node.field("name").problem("is also the name of trigger " + namesake);
      }
      Integer sameMetric =
          agentMetric(trigger)
              .map(metric -> agentMetrics.putIfAbsent(metric, trigger.index()))
              .orElse(null);
      if (sameMetric != null) {
        node.field("metadata")
            .problem(
                "names the same DatadogMetric as trigger "
                    + sameMetric
                    + "; KEDA can't tell their metrics apart");
      }
    }
    if (triggers.isEmpty() && (!list.present() || list.isList())) {
      list.problem("contains no trigger; at least one is required");
    }
    return triggers;
  }

  private static ScaleTrigger read(ManifestNode node, int index) {
    ManifestNode metadata = node.field("metadata");
    if (node.isMapping() && !metadata.present()) {
      metadata.problem("is missing");
    }
    ManifestNode authentication = node.field("authenticationRef");
    ScaleTrigger trigger =
        new ScaleTrigger(
            new ScaleTrigger.Content(
                index,
                node.field("type").requiredText(),
                node.field("name").text(),
                metadata.texts(),
                node.field("metricType").text(),
                authentication.present()
                    ? Optional.of(authenticationRef(authentication))
                    : Optional.empty(),
                node.field("useCachedMetrics").flag()));
    if (trigger.useCachedMetrics() && NEVER_CACHED.contains(trigger.type())) {
      node.field("useCachedMetrics").problem("is not supported for " + trigger.type());
    }
    if (trigger.type().equals(KedaKinds.DATADOG) && !METRIC_TYPES.contains(trigger.metricType())) {
      node.field("metricType")
          .problem(ManifestNode.quote(trigger.metricType()) + " is neither Value nor AverageValue");
    }
    return trigger;
  }

  private static AuthenticationRef authenticationRef(ManifestNode node) {
    ManifestNode name = node.field("name");
    if (node.isMapping() && !name.present()) {
      name.problem("is missing");
    }
    ManifestNode kind = node.field("kind");
    String word = kind.textOr(KedaKinds.TRIGGER_AUTHENTICATION);
    if (!word.equals(KedaKinds.TRIGGER_AUTHENTICATION)
        && !word.equals(KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION)) {
      kind.problem(
          ManifestNode.quote(word)
              + " is neither "
              + KedaKinds.TRIGGER_AUTHENTICATION
              + " nor "
              + KedaKinds.CLUSTER_TRIGGER_AUTHENTICATION);
    }
    return new AuthenticationRef(name.text(), word);
  }

  /** Returns the agent's metric name, which unlike the API's contains no trigger index. */
  private static Optional<String> agentMetric(ScaleTrigger trigger) {
    Map<String, String> metadata = trigger.metadata();
    if (!trigger.readsFromAgent()) {
      return Optional.empty();
    }
    String name = metadata.getOrDefault("datadogMetricName", "").strip();
    String namespace = metadata.getOrDefault("datadogMetricNamespace", "").strip();
    return name.isEmpty() || namespace.isEmpty()
        ? Optional.empty()
        : Optional.of((namespace + ":" + name).toLowerCase(Locale.ROOT));
  }
}
