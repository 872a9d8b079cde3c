package io.github.scaler4j.manifest;

import io.github.scaler4j.formula.Formula;
import io.github.scaler4j.formula.FormulaException;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.ScalingModifiers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads {@code advanced.scalingModifiers}, with the checks of KEDA's admission webhook.
 *
 * <p>Rules: {@code apis/keda/v1alpha1/scaledobject_webhook.go}, and {@code
 * pkg/scaling/modifiers/formula.go} for the names of triggers.
 */
final class ScalingModifiersReader {

  private static final List<String> FIELDS =
      List.of("formula", "target", "activationTarget", "metricType");
  private static final Set<String> RESOURCES = Set.of("cpu", "memory");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,5})?");

  /** A HorizontalPodAutoscaler holds targets in thousandths. */
  private static final double LEAST_TARGET = 0.001;

  private ScalingModifiersReader() {}

  /** Returns whether anything is set, valid or not. */
  static boolean isSet(ManifestNode node) {
    return FIELDS.stream().anyMatch(field -> !node.field(field).text().isEmpty());
  }

  /** Reads the modifiers; empty if unset or after a problem. */
  static Optional<ScalingModifiers> read(
      ManifestNode node, ManifestNode triggerNodes, List<ScaleTrigger> triggers) {
    if (!isSet(node)) {
      return Optional.empty();
    }
    String targetText = node.field("target").requiredText();
    OptionalDouble target = number(node.field("target"), 1);
    boolean tooSmall = target.isPresent() && target.getAsDouble() < LEAST_TARGET;
    if (tooSmall) {
      node.field("target")
          .problem(
              target.getAsDouble() > 0 ? "is less than " + LEAST_TARGET : "is not more than 0");
    }
    OptionalDouble activationTarget = number(node.field("activationTarget"), 0);
    Optional<MetricTargetType> metricType = metricType(node.field("metricType"));
    Optional<Formula> formula =
        requireNames(triggerNodes, triggers)
            ? formula(node.field("formula"), triggers)
            : Optional.empty();
    if (formula.isEmpty()
        || targetText.isEmpty()
        || target.isEmpty()
        || tooSmall
        || activationTarget.isEmpty()
        || metricType.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ScalingModifiers.of(formula.get(), targetText)
            .withActivationTarget(activationTarget.getAsDouble())
            .withMetricType(metricType.get()));
  }

  private static Optional<Formula> formula(ManifestNode node, List<ScaleTrigger> triggers) {
    String text = node.requiredText();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names =
        triggers.stream()
            .filter(trigger -> !RESOURCES.contains(trigger.type()))
            .map(ScaleTrigger::name)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    try {
      return Optional.of(Formula.parse(text, names));
    } catch (FormulaException e) {
      node.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<MetricTargetType> metricType(ManifestNode node) {
    String text = node.textOr(MetricTargetType.AVERAGE_VALUE.kubernetesName());
    for (MetricTargetType type : MetricTargetType.values()) {
      if (type.kubernetesName().equals(text)) {
        return Optional.of(type);
      }
    }
    node.problem(ManifestNode.quote(text) + " is neither AverageValue nor Value");
    return Optional.empty();
  }

  private static boolean requireNames(ManifestNode nodes, List<ScaleTrigger> triggers) {
    boolean complete = true;
    List<ManifestNode> items = nodes.isList() ? nodes.items() : List.of();
    for (ScaleTrigger trigger : triggers) {
      if (trigger.name().isEmpty() && !RESOURCES.contains(trigger.type())) {
        items
            .get(trigger.index())
            .field("name")
            .problem("is missing; with a formula, each trigger needs one");
        complete = false;
      }
    }
    return complete;
  }

  /** Returns the number, or the fallback for an empty text; empty after a problem. */
  private static OptionalDouble number(ManifestNode node, double fallback) {
    String text = node.rawText();
    if (text.isEmpty()) {
      return OptionalDouble.of(fallback);
    }
    if (DECIMAL.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
      return OptionalDouble.of(Double.parseDouble(text));
    }
    node.problem(ManifestNode.quote(text) + " is not a number");
    return OptionalDouble.empty();
  }
}
