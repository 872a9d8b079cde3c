package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.ActivationDecision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * KEDA's half of autoscaling: scaling a workload up from 0 (or its idle count) and back.
 *
 * <p>Pure and immutable, without a clock. Follows the order of {@code
 * pkg/scaling/executor/scale_scaledobjects.go}, and {@code
 * controllers/keda/scaledobject_controller.go} for a paused object. {@link HpaCalculator} decides
 * between 1 and the maximum.
 */
public final class ActivationCalculator {

  private final ScaleSettings settings;

  private ActivationCalculator(ScaleSettings settings) {
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * Creates a calculator.
   *
   * @param settings the {@code ScaledObject}'s settings
   * @return a calculator
   */
  public static ActivationCalculator of(ScaleSettings settings) {
    return new ActivationCalculator(settings);
  }

  /**
   * Decides after one poll.
   *
   * @param activity the result of the poll
   * @param replicas the workload's {@code spec.replicas}; 0 or more
   * @param state the last decision's state, or {@link ActivationState#createdAt(Instant)}
   * @param now the time of the poll
   * @return what to do; the decision's state assumes that you do it
   */
  public ActivationDecision decide(
      Activity activity, int replicas, ActivationState state, Instant now) {
    ScaleAnnotations annotations = settings.annotations();
    if (annotations.paused()) {
      return paused(replicas, state);
    }
    return activity.active() || annotations.activationForced()
        ? decideActive(activity, replicas, state, now)
        : decideInactive(activity, replicas, state, now);
  }

  private ActivationDecision paused(int replicas, ActivationState state) {
    OptionalInt held = settings.annotations().pausedReplicas();
    return held.isPresent() && held.getAsInt() != replicas
        ? scale(held.getAsInt(), Reason.PAUSED, state)
        : leave(Reason.PAUSED, state);
  }

  private ActivationDecision decideActive(
      Activity activity, int replicas, ActivationState state, Instant now) {
    int min = settings.minReplicaCount();
    boolean idle = settings.idleReplicaCount().isPresent() && replicas < min;
    if (replicas == 0 || idle) {
      return settings.annotations().scaleOutPaused()
          ? leave(Reason.SCALE_OUT_PAUSED, state)
          : scale(Math.max(min, 1), Reason.ACTIVATED, activeAt(now, state));
    }
    return activity.failed()
        ? leave(Reason.PARTIAL_TRIGGER_ERROR, state)
        : leave(Reason.ACTIVE, activeAt(now, state));
  }

  // KEDA keeps the time in the object's status, in whole seconds.
  private static ActivationState activeAt(Instant now, ActivationState state) {
    return new ActivationState(state.createdAt(), Optional.of(now.truncatedTo(ChronoUnit.SECONDS)));
  }

  private ActivationDecision decideInactive(
      Activity activity, int replicas, ActivationState state, Instant now) {
    if (activity.failed() && settings.fallback().isEmpty()) {
      return leave(Reason.TRIGGER_ERROR, state);
    }
    // As in KEDA, a fallback to 0 replicas does not wait for its threshold.
    if (activity.failed() && settings.fallback().get().replicas() != 0) {
      return leave(Reason.AWAITING_FALLBACK, state);
    }
    int min = settings.minReplicaCount();
    int resting = settings.idleReplicaCount().orElse(min);
    boolean deactivates = settings.idleReplicaCount().isPresent() || min == 0;
    if (deactivates && replicas > resting) {
      return decideDeactivation(resting, state, now);
    }
    return !deactivates && replicas < min
        ? scale(min, Reason.RAISED_TO_MINIMUM, state)
        : leave(Reason.INACTIVE, state);
  }

  private ActivationDecision decideDeactivation(int resting, ActivationState state, Instant now) {
    if (settings.annotations().scaleInPaused()) {
      return leave(Reason.SCALE_IN_PAUSED, state);
    }
    Duration period =
        state.lastActive().isPresent()
            ? settings.cooldownPeriod()
            : settings.initialCooldownPeriod();
    Instant end = state.lastActive().orElse(state.createdAt()).plus(period);
    return end.isBefore(now)
        ? scale(resting, Reason.DEACTIVATED, state)
        : new ActivationDecision(OptionalInt.empty(), Reason.COOLING_DOWN, Optional.of(end), state);
  }

  private static ActivationDecision scale(int replicas, Reason reason, ActivationState next) {
    return new ActivationDecision(OptionalInt.of(replicas), reason, Optional.empty(), next);
  }

  private static ActivationDecision leave(Reason reason, ActivationState next) {
    return new ActivationDecision(OptionalInt.empty(), reason, Optional.empty(), next);
  }
}
