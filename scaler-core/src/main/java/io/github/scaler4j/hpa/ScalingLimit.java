package io.github.scaler4j.hpa;

import static io.github.scaler4j.hpa.HpaMemory.changeWithin;

import io.github.scaler4j.hpa.HpaDecision.Limit;
import io.github.scaler4j.hpa.HpaDecision.Limited;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far one sync may scale: the bounds, and the pace that the policies allow ({@code
 * convertDesiredReplicasWithRules} and {@code convertDesiredReplicasWithBehaviorRate} in {@code
 * horizontal.go}).
 */
final class ScalingLimit {

  private static final double UP_FACTOR = 2.0;
  private static final double UP_MINIMUM = 4.0;

  private ScalingLimit() {}

  /** How far a direction's policies allow scaling, and the policy that decides. */
  private record Reach(int replicas, @Nullable ScalingPolicy policy) {}

  static Limited withoutBehavior(HpaSpec spec, int current, int desired) {
    int upLimit = (int) Math.max(UP_FACTOR * current, UP_MINIMUM);
    if (desired < spec.minReplicas()) {
      return new Limited(spec.minReplicas(), Limit.TOO_FEW_REPLICAS, Optional.empty());
    }
    if (spec.maxReplicas() > upLimit) {
      return atMost(upLimit, desired, Limit.SCALE_UP_LIMIT, null);
    }
    return atMost(spec.maxReplicas(), desired, Limit.TOO_MANY_REPLICAS, null);
  }

  static Limited withBehavior(
      HpaSpec spec, HpaBehavior behavior, HpaMemory memory, int current, int desired, Instant now) {
    if (desired > current) {
      Reach reach = reach(behavior.scaleUp(), true, memory, current, now);
      // Earlier policies may have allowed larger changes than these do.
      int limit = Math.max(reach.replicas(), current);
      return spec.maxReplicas() > limit
          ? atMost(limit, desired, Limit.SCALE_UP_LIMIT, reach.policy())
          : atMost(spec.maxReplicas(), desired, Limit.TOO_MANY_REPLICAS, null);
    }
    if (desired < current) {
      Reach reach = reach(behavior.scaleDown(), false, memory, current, now);
      int limit = Math.min(reach.replicas(), current);
      return spec.minReplicas() < limit
          ? atLeast(limit, desired, Limit.SCALE_DOWN_LIMIT, reach.policy())
          : atLeast(spec.minReplicas(), desired, Limit.TOO_FEW_REPLICAS, null);
    }
    return new Limited(desired, Limit.NONE, Optional.empty());
  }

  private static Limited atMost(
      int bound, int desired, Limit limit, @Nullable ScalingPolicy policy) {
    return desired > bound
        ? new Limited(bound, limit, Optional.ofNullable(policy))
        : new Limited(desired, Limit.NONE, Optional.empty());
  }

  private static Limited atLeast(
      int bound, int desired, Limit limit, @Nullable ScalingPolicy policy) {
    return desired < bound
        ? new Limited(bound, limit, Optional.ofNullable(policy))
        : new Limited(desired, Limit.NONE, Optional.empty());
  }

  private static Reach reach(
      ScalingRules rules, boolean up, HpaMemory memory, int current, Instant now) {
    if (rules.selectPolicy() == SelectPolicy.DISABLED) {
      return new Reach(current, null);
    }
    // The smallest change is the lowest limit on the way up, and the highest on the way down.
    boolean lowest = up == (rules.selectPolicy() == SelectPolicy.MIN);
    Reach best = new Reach(lowest ? Integer.MAX_VALUE : Integer.MIN_VALUE, null);
    for (ScalingPolicy policy : rules.policies()) {
      int atStart =
          current
              - changeWithin(memory.scaleUps(), policy.period(), now)
              + changeWithin(memory.scaleDowns(), policy.period(), now);
      int proposed = up ? raised(atStart, policy) : lowered(atStart, policy);
      if (lowest ? proposed < best.replicas() : proposed > best.replicas()) {
        best = new Reach(proposed, policy);
      }
    }
    return best;
  }

  // Percentages are rounded up when scaling up, so that 1 can become 2, and truncated when scaling
  // down.
  private static int raised(int atStart, ScalingPolicy policy) {
    return switch (policy.type()) {
      case PODS -> atStart + policy.value();
      case PERCENT -> (int) Math.ceil(atStart * (1 + (double) policy.value() / 100));
    };
  }

  private static int lowered(int atStart, ScalingPolicy policy) {
    return switch (policy.type()) {
      case PODS -> atStart - policy.value();
      case PERCENT -> (int) (atStart * (1 - (double) policy.value() / 100));
    };
  }
}
