package io.github.scaler4j.manifest;

import io.github.scaler4j.hpa.Fallback;
import io.github.scaler4j.hpa.FallbackBehavior;
import io.github.scaler4j.hpa.ScaleAnnotations;
import io.github.scaler4j.hpa.ScaleSettings;
import io.github.scaler4j.hpa.ScalingModifiers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the bounds, cooldowns, fallback, behavior and annotations of a {@code ScaledObject}, with
 * the checks of the CRD and of KEDA's admission webhook.
 *
 * <p>Rules: {@code apis/keda/v1alpha1/scaledobject_types.go}.
 */
final class ScaleSettingsReader {

  private static final int DEFAULT_MAX_REPLICAS = 100;
  private static final int DEFAULT_COOLDOWN = 300;
  private static final Set<String> RESOURCES = Set.of("cpu", "memory");

  private ScaleSettingsReader() {}

  static ScaleSettings read(ManifestNode root, List<ScaleTrigger> triggers) {
    ManifestNode spec = root.field("spec");
    ManifestNode modifierNode = spec.field("advanced").field("scalingModifiers");
    Optional<ScalingModifiers> modifiers =
        ScalingModifiersReader.read(modifierNode, spec.field("triggers"), triggers);
    ScaleSettings.Builder settings =
        ScaleSettings.builder()
            .annotations(annotations(root.field("metadata").field("annotations")))
            .cooldownPeriod(seconds(spec.field("cooldownPeriod"), DEFAULT_COOLDOWN))
            .initialCooldownPeriod(seconds(spec.field("initialCooldownPeriod"), 0));
    modifiers.ifPresent(settings::scalingModifiers);
    fallback(spec.field("fallback"), triggers, ScalingModifiersReader.isSet(modifierNode))
        // In this case, the formula's problem is already reported.
        .filter(
            fallback ->
                modifiers.isPresent() || fallback.behavior() != FallbackBehavior.SCALING_MODIFIERS)
        .ifPresent(settings::fallback);
    HpaBehaviorReader.read(
            spec.field("advanced").field("horizontalPodAutoscalerConfig").field("behavior"))
        .ifPresent(settings::behavior);
    readBounds(spec, settings);
    return settings.build();
  }

  private static void readBounds(ManifestNode spec, ScaleSettings.Builder settings) {
    OptionalInt min = spec.field("minReplicaCount").count(0);
    int max = spec.field("maxReplicaCount").countOr(1, DEFAULT_MAX_REPLICAS);
    OptionalInt idle = spec.field("idleReplicaCount").count(0);
    // KEDA compares with the minimum of the HPA, which is 1 for an explicit 0.
    int hpaMin = min.isPresent() ? Math.max(min.getAsInt(), 1) : 0;
    if (hpaMin > max) {
      spec.field("minReplicaCount")
          .problem(hpaMin + " is more than maxReplicaCount, which is " + max);
    } else if (idle.isPresent() && idle.getAsInt() >= hpaMin) {
      spec.field("idleReplicaCount")
          .problem(
              idle.getAsInt()
                  + " is not less than minReplicaCount, which is "
                  + (min.isPresent() ? min.getAsInt() : "not set"));
    } else {
      settings.maxReplicaCount(max);
      min.ifPresent(settings::minReplicaCount);
      idle.ifPresent(settings::idleReplicaCount);
    }
  }

  private static ScaleAnnotations annotations(ManifestNode node) {
    Map<String, String> annotations = node.texts();
    try {
      return ScaleAnnotations.of(annotations);
    } catch (IllegalArgumentException e) {
      node.field(ScaleAnnotations.PAUSED_REPLICAS).problem("is not a whole number of 0 or more");
      return ScaleAnnotations.none();
    }
  }

  private static Duration seconds(ManifestNode node, int fallback) {
    return Duration.ofSeconds(node.countOr(0, fallback));
  }

  private static Optional<Fallback> fallback(
      ManifestNode node, List<ScaleTrigger> triggers, boolean hasFormula) {
    if (!node.present()) {
      return Optional.empty();
    }
    if (!node.isMapping()) {
      node.problem("is not a mapping");
      return Optional.empty();
    }
    int failureThreshold = node.field("failureThreshold").requiredCount(0);
    int replicas = node.field("replicas").requiredCount(0);
    if (!hasFormula && triggers.stream().allMatch(trigger -> RESOURCES.contains(trigger.type()))) {
      node.problem("needs a trigger that is not cpu or memory");
    }
    ManifestNode behavior = node.field("behavior");
    String word = behavior.textOr(FallbackBehavior.STATIC.kedaName());
    for (FallbackBehavior known : FallbackBehavior.values()) {
      if (known.kedaName().equals(word)) {
        if (known == FallbackBehavior.SCALING_MODIFIERS && !hasFormula) {
          behavior.problem("needs spec.advanced.scalingModifiers.formula");
        }
        return Optional.of(Fallback.of(failureThreshold, replicas).withBehavior(known));
      }
    }
    behavior.problem(
        ManifestNode.quote(word) + " is not one of " + Arrays.toString(FallbackBehavior.values()));
    return Optional.empty();
  }
}
