package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

/**
 * A HorizontalPodAutoscaler's {@code behavior}: how it scales up and down.
 *
 * <p>An autoscaler without a {@code behavior} differs from one with the defaults: a sync at most
 * doubles the replicas, or raises them to 4 if that is more.
 *
 * @param scaleUp the rules for more replicas
 * @param scaleDown the rules for fewer
 */
public record HpaBehavior(ScalingRules scaleUp, ScalingRules scaleDown) {

  private static final HpaBehavior DEFAULTS =
      new HpaBehavior(ScalingRules.scaleUpDefaults(), ScalingRules.scaleDownDefaults());

  /**
   * Creates a behavior.
   *
   * @throws NullPointerException if an argument is null
   */
  public HpaBehavior {
    requireNonNull(scaleUp, "scaleUp");
    requireNonNull(scaleDown, "scaleDown");
  }

  /**
   * Creates a behavior.
   *
   * @param scaleUp the rules for more replicas
   * @param scaleDown the rules for fewer
   * @return a behavior with these rules
   */
  public static HpaBehavior of(ScalingRules scaleUp, ScalingRules scaleDown) {
    return new HpaBehavior(scaleUp, scaleDown);
  }

  /**
   * Returns what an empty {@code behavior} means.
   *
   * @return the defaults in both directions
   */
  public static HpaBehavior defaults() {
    return DEFAULTS;
  }

  /**
   * Returns this behavior with other rules for more replicas.
   *
   * @param rules {@code behavior.scaleUp}
   * @return another behavior
   */
  public HpaBehavior withScaleUp(ScalingRules rules) {
    return new HpaBehavior(rules, scaleDown);
  }

  /**
   * Returns this behavior with other rules for fewer replicas.
   *
   * @param rules {@code behavior.scaleDown}
   * @return another behavior
   */
  public HpaBehavior withScaleDown(ScalingRules rules) {
    return new HpaBehavior(scaleUp, rules);
  }
}
