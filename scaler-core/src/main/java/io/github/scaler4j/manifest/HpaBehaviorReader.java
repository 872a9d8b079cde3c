package io.github.scaler4j.manifest;

import io.github.scaler4j.hpa.HpaBehavior;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.hpa.ScalingPolicy;
import io.github.scaler4j.hpa.ScalingRules;
import io.github.scaler4j.hpa.SelectPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code advanced.horizontalPodAutoscalerConfig.behavior}, with the API server's checks of
 * the HorizontalPodAutoscaler that KEDA creates from it.
 *
 * <p>Rules: Kubernetes' {@code pkg/apis/autoscaling/validation/validation.go} and {@code
 * pkg/apis/autoscaling/v2/defaults.go}.
 */
final class HpaBehaviorReader {

  private static final int MAX_WINDOW_SECONDS = 3600;
  private static final int MAX_PERIOD_SECONDS = 1800;

  private HpaBehaviorReader() {}

  static Optional<HpaBehavior> read(ManifestNode behavior) {
    if (!behavior.present()) {
      return Optional.empty();
    }
    return Optional.of(
        HpaBehavior.defaults()
            .withScaleUp(rules(behavior.field("scaleUp"), ScalingRules.scaleUpDefaults()))
            .withScaleDown(rules(behavior.field("scaleDown"), ScalingRules.scaleDownDefaults())));
  }

  private static ScalingRules rules(ManifestNode node, ScalingRules defaults) {
    ScalingRules rules = defaults;
    ManifestNode window = node.field("stabilizationWindowSeconds");
    if (window.present()) {
      int seconds = atMost(MAX_WINDOW_SECONDS, window, window.countOr(0, 0));
      rules = rules.withStabilizationWindow(Duration.ofSeconds(seconds));
    }
    ManifestNode select = node.field("selectPolicy");
    if (select.present()) {
      rules = rules.withSelectPolicy(selectPolicy(select));
    }
    List<ScalingPolicy> policies = new ArrayList<>();
    for (ManifestNode policy : node.field("policies").items()) {
      policies.add(policy(policy));
    }
    // KEDA's JSON of the HorizontalPodAutoscaler leaves out an empty list (omitempty), so the API
    // server adds the defaults.
    if (!policies.isEmpty()) {
      rules = rules.withPolicies(policies);
    }
    ManifestNode tolerance = node.field("tolerance");
    return tolerance.present() ? tolerance(tolerance, rules) : rules;
  }

  private static ScalingPolicy policy(ManifestNode node) {
    ManifestNode period = node.field("periodSeconds");
    int seconds = atMost(MAX_PERIOD_SECONDS, period, period.requiredCount(1));
    int value = node.field("value").requiredCount(1);
    ManifestNode type = node.field("type");
    String word = type.requiredText();
    for (ScalingPolicy.Type known : ScalingPolicy.Type.values()) {
      if (known.kubernetesName().equals(word)) {
        return new ScalingPolicy(known, value, Duration.ofSeconds(seconds));
      }
    }
    if (!word.isEmpty()) {
      type.problem(
          ManifestNode.quote(word)
              + " is not one of "
              + Arrays.toString(ScalingPolicy.Type.values()));
    }
    return ScalingPolicy.pods(value, Duration.ofSeconds(seconds));
  }

  private static SelectPolicy selectPolicy(ManifestNode node) {
    String word = node.text();
    for (SelectPolicy known : SelectPolicy.values()) {
      if (known.kubernetesName().equals(word)) {
        return known;
      }
    }
    node.problem(
        ManifestNode.quote(word) + " is not one of " + Arrays.toString(SelectPolicy.values()));
    return SelectPolicy.MAX;
  }

  private static ScalingRules tolerance(ManifestNode node, ScalingRules rules) {
    try {
      return rules.withTolerance(Quantity.parse(node.rawText()).doubleValue());
    } catch (IllegalArgumentException e) {
      node.problem(ManifestNode.quote(node.rawText()) + " is not a quantity of 0 or more");
      return rules;
    }
  }

  private static int atMost(int most, ManifestNode node, int count) {
    if (count > most) {
      node.problem(count + " is more than " + most);
      return most;
    }
    return count;
  }
}
