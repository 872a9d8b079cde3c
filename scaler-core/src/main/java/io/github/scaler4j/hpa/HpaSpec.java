package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A HorizontalPodAutoscaler's spec without its metrics: its bounds and its {@code behavior}.
 *
 * @param minReplicas the minimum, 1 or more, because scaling to 0 is KEDA's task
 * @param maxReplicas the maximum
 * @param behavior how it scales up and down; empty for an autoscaler without {@code behavior},
 *     which at most doubles the replicas in one sync, or raises them to 4 if that is more
 */
public record HpaSpec(int minReplicas, int maxReplicas, Optional<HpaBehavior> behavior) {

  /**
   * Creates a spec.
   *
   * @throws IllegalArgumentException unless 1 &lt;= {@code minReplicas} &lt;= {@code maxReplicas}
   * @throws NullPointerException if {@code behavior} is null
   */
  public HpaSpec {
    requireNonNull(behavior, "behavior");
    if (minReplicas < 1 || minReplicas > maxReplicas) {
      throw new IllegalArgumentException(
          "replicas: must be 1 <= min <= max, got min " + minReplicas + ", max " + maxReplicas);
    }
  }

  /**
   * Creates the spec of an autoscaler without {@code behavior}.
   *
   * @param minReplicas 1 or more
   * @param maxReplicas {@code minReplicas} or more
   * @return a spec with these bounds
   * @throws IllegalArgumentException if the bounds are not valid
   */
  public static HpaSpec of(int minReplicas, int maxReplicas) {
    return new HpaSpec(minReplicas, maxReplicas, Optional.empty());
  }

  /**
   * Returns this spec with a {@code behavior}.
   *
   * @param value how to scale up and down
   * @return another spec
   */
  public HpaSpec withBehavior(HpaBehavior value) {
    return new HpaSpec(minReplicas, maxReplicas, Optional.of(value));
  }

  Tolerance tolerance() {
    return behavior
        .map(
            value ->
                new Tolerance(
                    value.scaleDown().tolerance().orElse(Tolerance.DEFAULT.down()),
                    value.scaleUp().tolerance().orElse(Tolerance.DEFAULT.up())))
        .orElse(Tolerance.DEFAULT);
  }
}
