package io.github.scaler4j.manifest;

import java.util.Objects;

/**
 * A {@code ScaledObject}'s {@code advanced.scalingModifiers}: a formula that makes one metric of
 * all triggers.
 *
 * <p>Immutable; equal if it says the same.
 */
public final class ScalingModifiers {

  private final String formula;
  private final String target;
  private final double activationTarget;
  private final String metricType;

  ScalingModifiers(String formula, String target, double activationTarget, String metricType) {
    this.formula = formula;
    this.target = target;
    this.activationTarget = activationTarget;
    this.metricType = metricType;
  }

  /**
   * Returns the formula over the names of the triggers, in the language of {@code expr-lang/expr}.
   *
   * @return never empty
   */
  public String formula() {
    return formula;
  }

  /**
   * Returns what the HPA compares the formula's value with.
   *
   * @return more than 0
   */
  public double targetValue() {
    return Double.parseDouble(target);
  }

  /**
   * Returns the target as it is written; KEDA's fallback needs it to be a whole number.
   *
   * @return never empty
   */
  public String target() {
    return target;
  }

  /**
   * Returns the value above which the workload is awake.
   *
   * @return 0 unless set
   */
  public double activationTarget() {
    return activationTarget;
  }

  /**
   * Returns how the HPA compares.
   *
   * @return {@code AverageValue} unless set, or {@code Value}
   */
  public String metricType() {
    return metricType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScalingModifiers that
        && formula.equals(that.formula)
        && target.equals(that.target)
        && activationTarget == that.activationTarget
        && metricType.equals(that.metricType);
  }

  @Override
  public int hashCode() {
    return Objects.hash(formula, target, activationTarget, metricType);
  }

  /**
   * Returns the formula and its target.
   *
   * @return for example {@code a + b (target 5)}
   */
  @Override
  public String toString() {
    return formula + " (target " + target + ")";
  }
}
