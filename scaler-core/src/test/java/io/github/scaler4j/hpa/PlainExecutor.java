package io.github.scaler4j.hpa;

import java.util.OptionalInt;

/**
 * A second executor, in the order of KEDA's {@code RequestScale}, to compare {@link
 * ActivationCalculator} with. Times are seconds; -1 means unset.
 */
final class PlainExecutor {

  int minReplicaCount = -1;
  int idleReplicaCount = -1;
  int fallbackReplicas = -1;
  int cooldownPeriod = 300;
  int initialCooldownPeriod;
  boolean paused;
  int pausedReplicas = -1;
  boolean pausedScaleIn;
  boolean pausedScaleOut;
  boolean forced;

  long created;
  long lastActive = -1;

  /** The replicas to set, or empty. */
  OptionalInt requestScale(boolean isActive, boolean isError, int currentReplicas, long now) {
    if (paused || pausedReplicas >= 0) {
      return pausedReplicas >= 0 && pausedReplicas != currentReplicas
          ? OptionalInt.of(pausedReplicas)
          : OptionalInt.empty();
    }
    int minReplicas = minReplicaCount == -1 ? 0 : minReplicaCount;
    if (isActive || forced) {
      if ((idleReplicaCount != -1 && currentReplicas < minReplicas) || currentReplicas == 0) {
        return scaleFromZeroOrIdle(now);
      } else if (!isError) {
        lastActive = now;
      }
      return OptionalInt.empty();
    }
    if (isError && fallbackReplicas != -1 && fallbackReplicas != 0) {
      return OptionalInt.empty();
    } else if (isError && fallbackReplicas == -1) {
      return OptionalInt.empty();
    } else if ((idleReplicaCount != -1 && currentReplicas > idleReplicaCount)
        || (currentReplicas > 0 && minReplicas == 0)) {
      return scaleToZeroOrIdle(now);
    } else if (idleReplicaCount == -1 && currentReplicas < minReplicas) {
      return OptionalInt.of(minReplicaCount);
    }
    return OptionalInt.empty();
  }

  private OptionalInt scaleFromZeroOrIdle(long now) {
    if (pausedScaleOut) {
      return OptionalInt.empty();
    }
    lastActive = now;
    return OptionalInt.of(minReplicaCount > 0 ? minReplicaCount : 1);
  }

  private OptionalInt scaleToZeroOrIdle(long now) {
    if (pausedScaleIn) {
      return OptionalInt.empty();
    }
    if ((lastActive == -1 && created + initialCooldownPeriod < now)
        || (lastActive != -1 && lastActive + cooldownPeriod < now)) {
      return OptionalInt.of(
          idleReplicaCount != -1 ? idleReplicaCount : minReplicaCount == -1 ? 0 : minReplicaCount);
    }
    return OptionalInt.empty();
  }
}
