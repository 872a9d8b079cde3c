package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.formula.Formula;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code ScaledObject}'s {@code advanced.scalingModifiers}: a formula that combines all triggers
 * into one metric.
 *
 * <p>Immutable. Rules: {@code apis/keda/v1alpha1/scaledobject_webhook.go} and {@code
 * controllers/keda/hpa.go}.
 */
public final class ScalingModifiers {

  /** The metric's name in the HorizontalPodAutoscaler: {@value}. */
  public static final String COMPOSITE_METRIC_NAME = "composite-metric";

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\+?[0-9]{1,18}");

  private final Formula formula;
  private final String target;
  private final double activationTarget;
  private final MetricTargetType metricType;

  private ScalingModifiers(
      Formula formula, String target, double activationTarget, MetricTargetType metricType) {
    this.formula = formula;
    this.target = target;
    this.activationTarget = activationTarget;
    this.metricType = metricType;
    requireNonNull(formula, "formula");
    requireNonNull(metricType, "metricType");
    if (milli(number(target, "target")) < 1) {
      throw new IllegalArgumentException(
          "scalingModifiers.target: \"" + target + "\" must be at least 0.001");
    }
    if (Double.isNaN(activationTarget) || Double.isInfinite(activationTarget)) {
      throw new IllegalArgumentException(
          "scalingModifiers.activationTarget: must be a number, got " + activationTarget);
    }
  }

  /**
   * Creates modifiers with KEDA's defaults for everything else.
   *
   * @param formula computes the metric
   * @param target the metric's target, as it is written
   * @return modifiers of type {@code AverageValue}, active above 0
   * @throws IllegalArgumentException if {@code target} is not a number of at least 0.001
   */
  public static ScalingModifiers of(Formula formula, String target) {
    return new ScalingModifiers(formula, target, 0, MetricTargetType.AVERAGE_VALUE);
  }

  /**
   * Returns these modifiers with another activation target.
   *
   * @param text the number, as it is written
   * @return other modifiers
   * @throws IllegalArgumentException if it is not a number
   */
  public ScalingModifiers withActivationTarget(String text) {
    return new ScalingModifiers(formula, target, number(text, "activationTarget"), metricType);
  }

  /**
   * Returns these modifiers with another activation target.
   *
   * @param value the number
   * @return other modifiers
   * @throws IllegalArgumentException if it is not finite
   */
  public ScalingModifiers withActivationTarget(double value) {
    return new ScalingModifiers(formula, target, value, metricType);
  }

  /**
   * Returns these modifiers with another type of target.
   *
   * @param type whether the metric or its average per pod is compared
   * @return other modifiers
   */
  public ScalingModifiers withMetricType(MetricTargetType type) {
    return new ScalingModifiers(formula, target, activationTarget, type);
  }

  private static double number(String text, String field) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "scalingModifiers." + field + ": \"" + text + "\" is not a number");
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "scalingModifiers." + field + ": \"" + text + "\" is too large");
    }
    return value;
  }

  private static long milli(double value) {
    return (long) (value * 1000);
  }

  double targetValue() {
    return Double.parseDouble(target);
  }

  /**
   * Returns the metric as KEDA defines it for the HorizontalPodAutoscaler.
   *
   * @return the name {@value #COMPOSITE_METRIC_NAME}, and the target truncated to thousandths
   */
  public MetricSpec metricSpec() {
    return MetricSpec.of(
        COMPOSITE_METRIC_NAME,
        new MetricTarget(metricType, Quantity.ofMilli(milli(targetValue()))));
  }

  /** The target that a fallback is multiplied by, exactly as it is written. */
  MetricTarget fallbackTarget() {
    return new MetricTarget(metricType, Quantity.parse(target));
  }

  /** KEDA reads the target as an integer before it falls back; {@code 2.0} is not one. */
  boolean allowsFallback() {
    return WHOLE_NUMBER.matcher(target).matches();
  }

  /** Returns the formula that computes the metric. */
  public Formula formula() {
    return formula;
  }

  /**
   * Returns the metric's target, as it is written.
   *
   * @return a number of at least 0.001; a {@link Fallback} requires a whole number
   */
  public String target() {
    return target;
  }

  /** Returns the number above which the metric keeps the workload active; 0 by default. */
  public double activationTarget() {
    return activationTarget;
  }

  /**
   * Returns whether the metric or its average per pod is compared.
   *
   * @return {@code AverageValue} by default
   */
  public MetricTargetType metricType() {
    return metricType;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScalingModifiers same
        && formula.equals(same.formula)
        && target.equals(same.target)
        && Double.compare(activationTarget, same.activationTarget) == 0
        && metricType.equals(same.metricType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(formula, target, activationTarget, metricType);
  }

  @Override
  public String toString() {
    return "ScalingModifiers[formula="
        + formula
        + ", target="
        + target
        + ", activationTarget="
        + activationTarget
        + ", metricType="
        + metricType
        + "]";
  }
}
