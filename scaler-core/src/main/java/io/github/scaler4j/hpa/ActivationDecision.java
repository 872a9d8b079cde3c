package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * KEDA's decision after a poll, independent of the HorizontalPodAutoscaler.
 *
 * @param scaleTo the {@code spec.replicas} to set, or empty to leave it unchanged
 * @param reason the reason for the decision
 * @param deactivatesAfter for {@link Reason#COOLING_DOWN}, the end of the cooldown. The first poll
 *     after it deactivates the workload unless a trigger becomes active
 * @param state the state for the next poll
 */
public record ActivationDecision(
    OptionalInt scaleTo, Reason reason, Optional<Instant> deactivatesAfter, ActivationState state) {

  /** The reason for a decision. */
  public enum Reason {
    /** The object is paused; the workload goes to the paused number of replicas, if one is set. */
    PAUSED("is paused"),
    /** The workload was at 0 or its idle count, and is activated. */
    ACTIVATED("is activated"),
    /** The workload would be activated, but scaling out is paused. */
    SCALE_OUT_PAUSED("is active, but scaling out is paused"),
    /** The workload stays active; the autoscaler decides on the number of replicas. */
    ACTIVE("is kept active"),
    /** Like {@link #ACTIVE}, but a trigger failed, so the cooldown does not restart. */
    PARTIAL_TRIGGER_ERROR("is active, but a trigger failed"),
    /** Nothing is active, but a trigger failed, so nothing is deactivated. */
    TRIGGER_ERROR("is left alone, because a trigger failed"),
    /** Like {@link #TRIGGER_ERROR}, with a fallback that does not apply yet. */
    AWAITING_FALLBACK(
        "is left alone, because a trigger failed and its fallback does not apply yet"),
    /** Nothing is active; the workload is deactivated once the cooldown is over. */
    COOLING_DOWN("is cooling down"),
    /** The workload would be deactivated, but scaling in is paused. */
    SCALE_IN_PAUSED("is not active, but scaling in is paused"),
    /** Nothing is active; the workload is scaled to the idle count or the minimum. */
    DEACTIVATED("is deactivated"),
    /** Nothing is active; the workload is raised to the minimum. */
    RAISED_TO_MINIMUM("is raised to the minimum"),
    /** Nothing is active, and the workload is where it should be. */
    INACTIVE("is not active");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * Creates a decision.
   *
   * @throws NullPointerException if an argument is null
   */
  public ActivationDecision {
    requireNonNull(scaleTo, "scaleTo");
    requireNonNull(reason, "reason");
    requireNonNull(deactivatesAfter, "deactivatesAfter");
    requireNonNull(state, "state");
  }
}
