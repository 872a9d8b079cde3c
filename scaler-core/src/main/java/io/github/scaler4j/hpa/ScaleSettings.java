package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a {@code ScaledObject} says about replicas, beside its triggers.
 *
 * @param minReplicaCount the least replicas; with 0 the workload sleeps while no trigger is active
 * @param maxReplicaCount the most replicas
 * @param idleReplicaCount the replicas while no trigger is active, if it is not the minimum; must
 *     be below it
 * @param cooldownPeriod how long the workload stays awake after it was last active
 * @param initialCooldownPeriod how long a new workload that never was active stays awake
 * @param fallback what stands in for failing metrics
 */
public record ScaleSettings(
    int minReplicaCount,
    int maxReplicaCount,
    OptionalInt idleReplicaCount,
    Duration cooldownPeriod,
    Duration initialCooldownPeriod,
    Optional<Fallback> fallback) {

  /** KEDA's defaults: 0 to 100 replicas, a cooldown of 5 minutes, no initial one, no fallback. */
  public static final ScaleSettings DEFAULTS = of(0, 100);

  /**
   * Makes the settings.
   *
   * @throws IllegalArgumentException if a number is negative, or the bounds make no sense
   * @throws NullPointerException if an argument is null
   */
  public ScaleSettings {
    requireNonNull(idleReplicaCount, "idleReplicaCount");
    requireNonNull(cooldownPeriod, "cooldownPeriod");
    requireNonNull(initialCooldownPeriod, "initialCooldownPeriod");
    requireNonNull(fallback, "fallback");
    if (minReplicaCount < 0 || maxReplicaCount < Math.max(minReplicaCount, 1)) {
      throw new IllegalArgumentException(
          "minReplicaCount: must be 0 or more and at most maxReplicaCount, got "
              + minReplicaCount
              + " and "
              + maxReplicaCount);
    }
    if (idleReplicaCount.isPresent()
        && (idleReplicaCount.getAsInt() < 0 || idleReplicaCount.getAsInt() >= minReplicaCount)) {
      throw new IllegalArgumentException(
          "idleReplicaCount: must be 0 or more and below minReplicaCount, got "
              + idleReplicaCount.getAsInt());
    }
    if (cooldownPeriod.isNegative() || initialCooldownPeriod.isNegative()) {
      throw new IllegalArgumentException("cooldownPeriod: must not be negative");
    }
  }

  /**
   * Makes settings that are otherwise KEDA's defaults.
   *
   * @param minReplicaCount the least replicas
   * @param maxReplicaCount the most replicas
   * @return never null
   * @throws IllegalArgumentException if the bounds make no sense
   */
  public static ScaleSettings of(int minReplicaCount, int maxReplicaCount) {
    return new ScaleSettings(
        minReplicaCount,
        maxReplicaCount,
        OptionalInt.empty(),
        Duration.ofMinutes(5),
        Duration.ZERO,
        Optional.empty());
  }

  /**
   * Returns the bounds of the HorizontalPodAutoscaler that KEDA makes: its minimum is never 0.
   *
   * @return options with the default tolerance
   */
  public HpaOptions hpaOptions() {
    return HpaOptions.of(Math.max(minReplicaCount, 1), maxReplicaCount);
  }
}
