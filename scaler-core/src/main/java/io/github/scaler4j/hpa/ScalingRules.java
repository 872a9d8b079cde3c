package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How a HorizontalPodAutoscaler scales in one direction: {@code behavior.scaleUp} or {@code
 * behavior.scaleDown} with the defaults filled in.
 *
 * <p>Immutable. The defaults are those of Kubernetes' {@code pkg/apis/autoscaling/v2/defaults.go}.
 */
public final class ScalingRules {

  private static final Duration MAX_WINDOW = Duration.ofHours(1);
  private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(15);

  private static final ScalingRules UP =
      new ScalingRules(
          Duration.ZERO,
          SelectPolicy.MAX,
          List.of(
              ScalingPolicy.pods(4, DEFAULT_PERIOD), ScalingPolicy.percent(100, DEFAULT_PERIOD)),
          OptionalDouble.empty());

  private static final ScalingRules DOWN =
      new ScalingRules(
          Duration.ofMinutes(5),
          SelectPolicy.MAX,
          List.of(ScalingPolicy.percent(100, DEFAULT_PERIOD)),
          OptionalDouble.empty());

  private final Duration stabilizationWindow;
  private final SelectPolicy selectPolicy;
  private final List<ScalingPolicy> policies;
  private final OptionalDouble tolerance;

  private ScalingRules(
      Duration stabilizationWindow,
      SelectPolicy selectPolicy,
      List<ScalingPolicy> policies,
      OptionalDouble tolerance) {
    this.stabilizationWindow = stabilizationWindow;
    this.selectPolicy = selectPolicy;
    this.policies = List.copyOf(policies);
    this.tolerance = tolerance;
    requireNonNull(selectPolicy, "selectPolicy");
    if (!ScalingPolicy.isWholeSeconds(stabilizationWindow, Duration.ZERO, MAX_WINDOW)) {
      throw new IllegalArgumentException(
          "stabilizationWindowSeconds: must be a whole number of seconds from 0 to 3600, got "
              + stabilizationWindow);
    }
    if (policies.isEmpty()) {
      throw new IllegalArgumentException("policies: at least one is required");
    }
    double margin = tolerance.orElse(0);
    if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("tolerance: must be 0 or more, got " + margin);
    }
  }

  /**
   * Returns the meaning of a {@code behavior} without {@code scaleUp}.
   *
   * @return no window; 4 pods or 100 percent in 15 seconds, whichever is more
   */
  public static ScalingRules scaleUpDefaults() {
    return UP;
  }

  /**
   * Returns the meaning of a {@code behavior} without {@code scaleDown}.
   *
   * @return a window of 5 minutes, and 100 percent in 15 seconds
   */
  public static ScalingRules scaleDownDefaults() {
    return DOWN;
  }

  /**
   * Returns these rules with another window.
   *
   * @param window whole seconds, 0 to 3600
   * @return other rules
   * @throws IllegalArgumentException if the window is out of its bounds
   */
  public ScalingRules withStabilizationWindow(Duration window) {
    return new ScalingRules(window, selectPolicy, policies, tolerance);
  }

  /**
   * Returns these rules with another choice among the policies.
   *
   * @param choice which of the policies counts
   * @return other rules
   */
  public ScalingRules withSelectPolicy(SelectPolicy choice) {
    return new ScalingRules(stabilizationWindow, choice, policies, tolerance);
  }

  /**
   * Returns these rules with other policies.
   *
   * @param limits at least one
   * @return other rules
   * @throws IllegalArgumentException if {@code limits} is empty
   */
  public ScalingRules withPolicies(List<ScalingPolicy> limits) {
    return new ScalingRules(stabilizationWindow, selectPolicy, limits, tolerance);
  }

  /**
   * Returns these rules with a tolerance.
   *
   * @param margin 0 or more
   * @return other rules
   * @throws IllegalArgumentException if the margin is negative or not a finite number
   */
  public ScalingRules withTolerance(double margin) {
    return new ScalingRules(stabilizationWindow, selectPolicy, policies, OptionalDouble.of(margin));
  }

  Duration longestPeriod() {
    return policies.stream()
        .map(ScalingPolicy::period)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** Returns how far back recommendations count, in whole seconds from 0 to 3600. */
  public Duration stabilizationWindow() {
    return stabilizationWindow;
  }

  /** Returns which of the policies counts. */
  public SelectPolicy selectPolicy() {
    return selectPolicy;
  }

  /** Returns the limits on the pace, at least one. */
  public List<ScalingPolicy> policies() {
    return policies;
  }

  /**
   * Returns how far the ratio of usage to target may differ from 1 in this direction without a
   * change.
   *
   * <p>In a manifest it is a {@link Quantity}, and this is its {@link Quantity#doubleValue()}.
   * Kubernetes supports it from 1.35, and from 1.33 with the feature gate {@code
   * HPAConfigurableTolerance}.
   *
   * @return empty for the cluster's tolerance, which is 0.1 by default
   */
  public OptionalDouble tolerance() {
    return tolerance;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScalingRules same
        && stabilizationWindow.equals(same.stabilizationWindow)
        && selectPolicy.equals(same.selectPolicy)
        && policies.equals(same.policies)
        && tolerance.equals(same.tolerance);
  }

  @Override
  public int hashCode() {
    return Objects.hash(stabilizationWindow, selectPolicy, policies, tolerance);
  }

  @Override
  public String toString() {
    return "ScalingRules[stabilizationWindow="
        + stabilizationWindow
        + ", selectPolicy="
        + selectPolicy
        + ", policies="
        + policies
        + ", tolerance="
        + tolerance
        + "]";
  }
}
