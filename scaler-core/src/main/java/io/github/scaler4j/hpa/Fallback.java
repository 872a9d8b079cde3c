package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@code ScaledObject}'s {@code fallback}: the replacement for a metric that keeps failing.
 *
 * <p>Immutable. The arithmetic is that of KEDA's {@code pkg/fallback/fallback.go}.
 */
public final class Fallback {

  private final int failureThreshold;
  private final int replicas;
  private final FallbackBehavior behavior;

  private Fallback(int failureThreshold, int replicas, FallbackBehavior behavior) {
    this.failureThreshold = failureThreshold;
    this.replicas = replicas;
    this.behavior = behavior;
    requireNonNull(behavior, "behavior");
    SettingRules.atLeast(0, failureThreshold, "fallback.failureThreshold");
    SettingRules.atLeast(0, replicas, "fallback.replicas");
  }

  /**
   * Creates a fallback to a fixed number of replicas.
   *
   * @param failureThreshold how many failures in a row are tolerated
   * @param replicas the number of replicas to aim at
   * @return a fallback with {@link FallbackBehavior#STATIC}
   * @throws IllegalArgumentException if a number is negative
   */
  public static Fallback of(int failureThreshold, int replicas) {
    return new Fallback(failureThreshold, replicas, FallbackBehavior.STATIC);
  }

  /**
   * Returns the same fallback with another behavior.
   *
   * @param behavior how the number combines with the current one
   * @throws NullPointerException if {@code behavior} is null
   */
  public Fallback withBehavior(FallbackBehavior behavior) {
    return new Fallback(failureThreshold, replicas, behavior);
  }

  /**
   * Checks that a formula is set if the behavior needs one.
   *
   * @throws IllegalArgumentException if it is missing
   */
  void check(Optional<ScalingModifiers> formula) {
    if (isLeftToFormula() && formula.isEmpty()) {
      throw new IllegalArgumentException(
          "fallback.behavior: scalingModifiers needs a formula in advanced.scalingModifiers");
    }
  }

  boolean isLeftToFormula() {
    return behavior == FallbackBehavior.SCALING_MODIFIERS;
  }

  /**
   * Returns whether the fallback applies after a number of failures in a row.
   *
   * @param failures 0 or more
   * @return true if they exceed the threshold
   */
  boolean appliesAfter(int failures) {
    return failures > failureThreshold;
  }

  /**
   * Returns the metric that makes the HorizontalPodAutoscaler ask for the fallback's replicas: the
   * target times the replicas, truncated to thousandths; for a {@code Value}, divided by the ready
   * pods.
   *
   * @param target the metric's target
   * @param counts called only if the behavior or the target's type needs the counts
   * @return 0 or more
   * @throws IllegalStateException if the target is a {@code Value} and no pod is ready, or the
   *     behavior leaves the fallback to the formula
   * @throws RuntimeException if {@code counts} throws it
   */
  Quantity metric(MetricTarget target, Supplier<ReplicaCounts> counts) {
    double wanted =
        switch (behavior) {
          case STATIC -> replicas;
          case CURRENT_REPLICAS -> counts.get().spec();
          case CURRENT_REPLICAS_IF_HIGHER -> Math.max(counts.get().spec(), replicas);
          case CURRENT_REPLICAS_IF_LOWER -> Math.min(counts.get().spec(), replicas);
          case SCALING_MODIFIERS ->
              throw new IllegalStateException(
                  "with fallback.behavior scalingModifiers, the formula handles a missing metric");
        };
    if (target.type() == MetricTargetType.VALUE) {
      int ready = counts.get().ready();
      if (ready == 0) {
        throw new IllegalStateException("no pod is ready, so a Value has no fallback");
      }
      wanted /= ready;
    }
    return Quantity.ofMilli((long) (target.quantity().doubleValue() * 1000 * wanted));
  }

  /** Returns how many failures in a row are tolerated. With 0, the first failure falls back. */
  public int failureThreshold() {
    return failureThreshold;
  }

  /** Returns the number of replicas to aim at. */
  public int replicas() {
    return replicas;
  }

  /** Returns how that number combines with the current one. */
  public FallbackBehavior behavior() {
    return behavior;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fallback same
        && failureThreshold == same.failureThreshold
        && replicas == same.replicas
        && behavior.equals(same.behavior);
  }

  @Override
  public int hashCode() {
    return Objects.hash(failureThreshold, replicas, behavior);
  }

  @Override
  public String toString() {
    return "Fallback[failureThreshold="
        + failureThreshold
        + ", replicas="
        + replicas
        + ", behavior="
        + behavior
        + "]";
  }
}
