package io.github.scaler4j.hpa;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A HorizontalPodAutoscaler's spec without its metrics: its bounds and its {@code behavior}. */
public final class HpaSpec {

  private final int minReplicas;
  private final int maxReplicas;
  private final Optional<HpaBehavior> behavior;

  private HpaSpec(int minReplicas, int maxReplicas, Optional<HpaBehavior> behavior) {
    this.minReplicas = minReplicas;
    this.maxReplicas = maxReplicas;
    this.behavior = behavior;
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
    return with(Optional.of(value));
  }

  HpaSpec with(Optional<HpaBehavior> value) {
    return new HpaSpec(minReplicas, maxReplicas, value);
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

  /** Returns the minimum, 1 or more, because scaling to 0 is KEDA's task. */
  public int minReplicas() {
    return minReplicas;
  }

  /** Returns the maximum. */
  public int maxReplicas() {
    return maxReplicas;
  }

  /**
   * Returns how it scales up and down.
   *
   * @return empty for an autoscaler without {@code behavior}, which at most doubles the replicas in
   *     one sync, or raises them to 4 if that is more
   */
  public Optional<HpaBehavior> behavior() {
    return behavior;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HpaSpec same
        && minReplicas == same.minReplicas
        && maxReplicas == same.maxReplicas
        && behavior.equals(same.behavior);
  }

  @Override
  public int hashCode() {
    return Objects.hash(minReplicas, maxReplicas, behavior);
  }

  @Override
  public String toString() {
    return "HpaSpec[minReplicas="
        + minReplicas
        + ", maxReplicas="
        + maxReplicas
        + ", behavior="
        + behavior
        + "]";
  }
}
