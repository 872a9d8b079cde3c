package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What KEDA does after a poll, before and beside the HorizontalPodAutoscaler.
 *
 * @param scaleTo the {@code spec.replicas} to set, or empty to leave it
 * @param reason what decided
 * @param sleepsAfter for {@link Reason#COOLING_DOWN}, the end of the cooldown; the first poll after
 *     it puts the workload to sleep if nothing becomes active
 * @param state what the next poll must be given
 */
public record ActivationDecision(
    OptionalInt scaleTo, Reason reason, Optional<Instant> sleepsAfter, ActivationState state) {

  /** What decided. */
  public enum Reason {
    /**
     * The object is paused; the workload goes to the paused number of replicas, if there is one.
     */
    PAUSED("is paused"),
    /** The workload slept and is woken. */
    ACTIVATED("is woken"),
    /** The workload would be woken, but scaling out is paused. */
    SCALE_OUT_PAUSED("is active, but scaling out is paused"),
    /** The workload is awake and stays so; the autoscaler decides how large. */
    ACTIVE("is active"),
    /** As {@link #ACTIVE}, but a trigger failed, so the cooldown does not start again. */
    PARTIAL_TRIGGER_ERROR("is active, but a trigger failed"),
    /** Nothing is active, but a trigger failed, so nothing is put to sleep. */
    TRIGGER_ERROR("is left alone, because a trigger failed"),
    /** As {@link #TRIGGER_ERROR}, with a fallback that is still to come. */
    AWAITING_FALLBACK("is left alone, because a trigger failed and its fallback is still to come"),
    /** Nothing is active; the workload stays awake until the cooldown is over. */
    COOLING_DOWN("is cooling down"),
    /** The workload would go to sleep, but scaling in is paused. */
    SCALE_IN_PAUSED("is not active, but scaling in is paused"),
    /** Nothing is active; the workload goes to the idle count or the minimum. */
    DEACTIVATED("is put to sleep"),
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
    requireNonNull(sleepsAfter, "sleepsAfter");
    requireNonNull(state, "state");
  }
}
