package io.github.scaler4j.hpa;

import java.util.OptionalInt;

/**
 * A {@code ScaledObject}'s bounds of its replicas.
 *
 * @param minCount 0 or more, or empty for the default of 0
 * @param max 1 or more
 * @param idle the replicas while no trigger is active, or empty for the minimum
 */
record ReplicaBounds(OptionalInt minCount, int max, OptionalInt idle) {

  static final ReplicaBounds DEFAULTS =
      new ReplicaBounds(OptionalInt.empty(), 100, OptionalInt.empty());

  private static final int HPA_MIN = 1;

  ReplicaBounds withMin(int count) {
    int min = SettingRules.atLeast(0, count, "minReplicaCount");
    return new ReplicaBounds(OptionalInt.of(min), max, idle);
  }

  ReplicaBounds withMax(int count) {
    return new ReplicaBounds(minCount, SettingRules.atLeast(1, count, "maxReplicaCount"), idle);
  }

  ReplicaBounds withIdle(int count) {
    int replicas = SettingRules.atLeast(0, count, "idleReplicaCount");
    return new ReplicaBounds(minCount, max, OptionalInt.of(replicas));
  }

  /**
   * Checks the bounds against each other, as KEDA's {@code CheckReplicaCountBoundsAreValid} does.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  void check() {
    if (min() > max) {
      throw new IllegalArgumentException(
          "minReplicaCount: " + min() + " is more than maxReplicaCount, which is " + max);
    }
    int idleLimit = minCount.isPresent() ? hpaMin() : 0;
    if (idle.isPresent() && idle.getAsInt() >= idleLimit) {
      throw new IllegalArgumentException(
          "idleReplicaCount: "
              + idle.getAsInt()
              + " is not less than minReplicaCount, which is "
              + (minCount.isPresent() ? min() : "not set"));
    }
  }

  int min() {
    return minCount.orElse(0);
  }

  /** Returns the minimum of the HorizontalPodAutoscaler, which never scales to 0. */
  int hpaMin() {
    return Math.max(min(), HPA_MIN);
  }

  @Override
  public String toString() {
    return "min=" + min() + ", max=" + max + (idle.isPresent() ? ", idle=" + idle.getAsInt() : "");
  }
}
