package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * What KEDA does after a poll, before and beside the HorizontalPodAutoscaler.
 *
 * @param scaleTo the {@code spec.replicas} to set, or empty to leave it
 * @param refreshLastActive whether the poll's time is the new {@code lastActive}
 * @param reason what decided
 */
public record ActivationDecision(OptionalInt scaleTo, boolean refreshLastActive, Reason reason) {

  /** What decided. */
  public enum Reason {
    /** The workload slept and is woken. */
    ACTIVATED,
    /** The workload is awake and stays so; the autoscaler decides how large. */
    ACTIVE,
    /** As {@link #ACTIVE}, but a trigger failed; the cooldown is not begun anew. */
    PARTIAL_TRIGGER_ERROR,
    /** Nothing is active, but a trigger failed, so nothing is put to sleep. */
    TRIGGER_ERROR,
    /** As {@link #TRIGGER_ERROR}, with a fallback that is still to come. */
    AWAITING_FALLBACK,
    /** Nothing is active; the workload stays awake until the cooldown is over. */
    COOLING_DOWN,
    /** Nothing is active; the workload goes to the idle count or the minimum. */
    DEACTIVATED,
    /** Nothing is active; the workload is raised to the minimum. */
    RAISED_TO_MINIMUM,
    /** Nothing is active, and the workload is where it should be. */
    INACTIVE
  }

  /**
   * Makes a decision.
   *
   * @throws NullPointerException if an argument is null
   */
  public ActivationDecision {
    requireNonNull(scaleTo, "scaleTo");
    requireNonNull(reason, "reason");
  }

  static ActivationDecision scale(int replicas, Reason reason) {
    return new ActivationDecision(OptionalInt.of(replicas), reason == Reason.ACTIVATED, reason);
  }

  static ActivationDecision leave(Reason reason) {
    return new ActivationDecision(OptionalInt.empty(), reason == Reason.ACTIVE, reason);
  }
}
