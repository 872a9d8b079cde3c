package io.github.scaler4j.manifest;

import io.github.scaler4j.hpa.Fallback;
import io.github.scaler4j.hpa.FallbackBehavior;
import io.github.scaler4j.hpa.ScaleSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a {@code ScaledObject} and checks what KEDA's admission does.
 *
 * <p>Rules: {@code apis/keda/v1alpha1/scaledobject_types.go} and {@code scaletriggers_types.go}.
 */
final class ScaledObjectReader {

  private static final Set<String> NEVER_CACHED = Set.of("cpu", "memory", "cron");
  private static final Set<String> TRUE_IN_GO = Set.of("1", "t", "T", "TRUE", "true", "True");

  /** Leaves it to the formula what a missing metric means, so that no metric is made up for it. */
  private static final String FALLBACK_BY_FORMULA = "scalingModifiers";

  private ScaledObjectReader() {}

  static ScaledObject read(KubernetesObject object, Problems problems) {
    Part spec = object.content(problems).field("spec");
    return new ScaledObject(
        object.reference().namespace(),
        object.reference().name(),
        scaleTarget(spec.field("scaleTargetRef")),
        triggers(spec.field("triggers")),
        seconds(spec.field("pollingInterval"), 30),
        settings(spec),
        hasScalingModifiers(spec.field("advanced").field("scalingModifiers")));
  }

  private static ScaleSettings settings(Part spec) {
    int min = spec.field("minReplicaCount").count(0);
    int max = spec.field("maxReplicaCount").count(100);
    Part idle = spec.field("idleReplicaCount");
    OptionalInt idleCount = idle.present() ? OptionalInt.of(idle.count(0)) : OptionalInt.empty();
    Duration cooldown = seconds(spec.field("cooldownPeriod"), 300);
    Duration initialCooldown = seconds(spec.field("initialCooldownPeriod"), 0);
    Optional<Fallback> fallback = fallback(spec.field("fallback"));
    boolean fits = true;
    if (max == 0) {
      spec.field("maxReplicaCount").problem("0 is too few; a HorizontalPodAutoscaler needs 1");
      fits = false;
    } else if (min > max) {
      spec.field("minReplicaCount").problem(min + " is more than maxReplicaCount, which is " + max);
      fits = false;
    }
    // As KEDA's check: a minimum of 0 that is written counts as the HorizontalPodAutoscaler's, 1.
    int idleLimit = spec.field("minReplicaCount").present() ? Math.max(min, 1) : 0;
    if (idleCount.isPresent() && idleCount.getAsInt() >= idleLimit) {
      idle.problem(idleCount.getAsInt() + " is not less than minReplicaCount, which is " + min);
      fits = false;
    }
    if (!fits) {
      return ScaleSettings.defaults();
    }
    ScaleSettings.Builder settings =
        ScaleSettings.builder()
            .maxReplicaCount(max)
            .cooldownPeriod(cooldown)
            .initialCooldownPeriod(initialCooldown);
    if (spec.field("minReplicaCount").present()) {
      settings.minReplicaCount(min);
    }
    idleCount.ifPresent(settings::idleReplicaCount);
    fallback.ifPresent(settings::fallback);
    return settings.build();
  }

  private static Duration seconds(Part part, int fallback) {
    return Duration.ofSeconds(part.count(fallback));
  }

  private static ScaleTarget scaleTarget(Part target) {
    return new ScaleTarget(
        orDefault(target.field("apiVersion"), "apps/v1"),
        orDefault(target.field("kind"), "Deployment"),
        target.field("name").requiredText(),
        target.field("envSourceContainerName").text(""));
  }

  private static String orDefault(Part part, String fallback) {
    String text = part.text("");
    return text.isEmpty() ? fallback : text;
  }

  private static Optional<Fallback> fallback(Part part) {
    if (!part.present()) {
      return Optional.empty();
    }
    int failureThreshold = part.field("failureThreshold").count(0);
    int replicas = part.field("replicas").count(0);
    Part behavior = part.field("behavior");
    String word = orDefault(behavior, FallbackBehavior.STATIC.kedaName());
    for (FallbackBehavior known : FallbackBehavior.values()) {
      if (known.kedaName().equals(word) && !word.equals(FALLBACK_BY_FORMULA)) {
        return Optional.of(new Fallback(failureThreshold, replicas, known));
      }
    }
    if (!word.equals(FALLBACK_BY_FORMULA)) {
      behavior.problem(
          Part.quote(word) + " is none of " + Arrays.toString(FallbackBehavior.values()));
    }
    return Optional.empty();
  }

  /** True iff Go's struct would not be its zero value. */
  private static boolean hasScalingModifiers(Part modifiers) {
    boolean any = false;
    for (String field : List.of("formula", "target", "activationTarget", "metricType")) {
      any |= !modifiers.field(field).text("").isEmpty();
    }
    return any;
  }

  private static List<ScaleTrigger> triggers(Part list) {
    List<ScaleTrigger> triggers = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    Map<String, Integer> agentMetrics = new HashMap<>();
    for (Part part : list.items()) {
      ScaleTrigger trigger = trigger(part, triggers.size());
      triggers.add(trigger);
      Integer namesake =
          trigger.name().isEmpty() ? null : names.putIfAbsent(trigger.name(), trigger.index());
      if (namesake != null) {
        part.field("name").problem("is also the name of trigger " + namesake);
      }
      Integer sameMetric =
          agentMetric(trigger)
              .map(metric -> agentMetrics.putIfAbsent(metric, trigger.index()))
              .orElse(null);
      if (sameMetric != null) {
        part.field("metadata")
            .problem(
                "names the same DatadogMetric as trigger "
                    + sameMetric
                    + "; KEDA can't tell"
                    + " their metrics apart");
      }
      if (trigger.useCachedMetrics() && NEVER_CACHED.contains(trigger.type())) {
        part.field("useCachedMetrics").problem("is not supported for " + trigger.type());
      }
    }
    if (triggers.isEmpty() && (!list.present() || list.isList())) {
      list.problem("holds no trigger; at least one is needed");
    }
    return triggers;
  }

  private static ScaleTrigger trigger(Part part, int index) {
    Part authentication = part.field("authenticationRef");
    return new ScaleTrigger(
        index,
        part.field("type").requiredText(),
        part.field("name").text(""),
        part.field("metadata").texts(),
        part.field("metricType").text(""),
        authentication.present()
            ? Optional.of(
                new ScaleTrigger.AuthenticationRef(
                    authentication.field("name").text(""), authentication.field("kind").text("")))
            : Optional.empty(),
        part.field("useCachedMetrics").flag());
  }

  /** The agent's metric name, which unlike the API's has no trigger index in it. */
  private static Optional<String> agentMetric(ScaleTrigger trigger) {
    Map<String, String> metadata = trigger.metadata();
    if (!trigger.type().equals(ScaledObject.DATADOG)
        || !TRUE_IN_GO.contains(metadata.getOrDefault("useClusterAgentProxy", "").strip())) {
      return Optional.empty();
    }
    String name = metadata.getOrDefault("datadogMetricName", "").strip();
    String namespace = metadata.getOrDefault("datadogMetricNamespace", "").strip();
    return name.isEmpty() || namespace.isEmpty()
        ? Optional.empty()
        : Optional.of((namespace + ":" + name).toLowerCase(Locale.ROOT));
  }
}
