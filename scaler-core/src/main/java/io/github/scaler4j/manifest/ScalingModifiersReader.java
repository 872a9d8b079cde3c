package io.github.scaler4j.manifest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@code advanced.scalingModifiers} and checks what KEDA's admission does.
 *
 * <p>Rules: {@code apis/keda/v1alpha1/scaledobject_webhook.go}, and {@code
 * pkg/scaling/modifiers/formula.go} for the names of triggers.
 */
final class ScalingModifiersReader {

  private static final Set<String> METRIC_TYPES = Set.of("AverageValue", "Value");
  private static final Set<String> RESOURCES = Set.of("cpu", "memory");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,5})?");

  private ScalingModifiersReader() {}

  static Optional<ScalingModifiers> read(
      ManifestNode node, ManifestNode triggerNodes, List<ScaleTrigger> triggers) {
    String formula = node.field("formula").text();
    String target = node.field("target").text();
    String activation = node.field("activationTarget").text();
    String metricType = node.field("metricType").text();
    if (formula.isEmpty() && target.isEmpty() && activation.isEmpty() && metricType.isEmpty()) {
      return Optional.empty();
    }
    node.field("formula").requiredText();
    node.field("target").requiredText();
    double targetValue = number(node.field("target"), 1);
    if (targetValue <= 0) {
      node.field("target").problem("is not more than 0");
    }
    if (!metricType.isEmpty() && !METRIC_TYPES.contains(metricType)) {
      node.field("metricType")
          .problem(ManifestNode.quote(metricType) + " is neither AverageValue nor Value");
    }
    requireNames(triggerNodes, triggers);
    return Optional.of(
        new ScalingModifiers(
            formula,
            target,
            number(node.field("activationTarget"), 0),
            metricType.isEmpty() ? "AverageValue" : metricType));
  }

  private static void requireNames(ManifestNode nodes, List<ScaleTrigger> triggers) {
    List<ManifestNode> items = nodes.isList() ? nodes.items() : List.of();
    for (ScaleTrigger trigger : triggers) {
      if (trigger.name().isEmpty() && !RESOURCES.contains(trigger.type())) {
        items
            .get(trigger.index())
            .field("name")
            .problem("is missing; each trigger beside a formula needs one");
      }
    }
  }

  private static double number(ManifestNode node, double fallback) {
    String text = node.rawText();
    if (text.isEmpty()) {
      return fallback;
    }
    OptionalDouble number =
        DECIMAL.matcher(text).matches()
            ? OptionalDouble.of(Double.parseDouble(text))
            : OptionalDouble.empty();
    if (number.isEmpty() || !Double.isFinite(number.getAsDouble())) {
      node.problem(ManifestNode.quote(text) + " is not a number");
      return fallback;
    }
    return number.getAsDouble();
  }
}
