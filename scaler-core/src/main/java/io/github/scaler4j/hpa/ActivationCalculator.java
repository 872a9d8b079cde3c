package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.ActivationDecision.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * KEDA's half of autoscaling: waking a workload from 0 (or its idle count) and sending it back.
 *
 * <p>Pure and immutable. Follows {@code pkg/scaling/executor/scale_scaledobjects.go}; a paused
 * object is simply not asked about. Between 1 and the maximum, {@link ReplicaCalculator} decides.
 */
public final class ActivationCalculator {

  private final ScaleSettings settings;

  /**
   * Makes a calculator.
   *
   * @param settings the {@code ScaledObject}'s
   */
  public ActivationCalculator(ScaleSettings settings) {
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * Decides after one poll.
   *
   * @param state what the poll found
   * @return what to do
   */
  public ActivationDecision decide(ActivationState state) {
    return state.active() ? decideActive(state) : decideInactive(state);
  }

  private ActivationDecision decideActive(ActivationState state) {
    int min = settings.minReplicaCount();
    boolean idle = settings.idleReplicaCount().isPresent() && state.replicas() < min;
    if (state.replicas() == 0 || idle) {
      return ActivationDecision.scale(Math.max(min, 1), Reason.ACTIVATED);
    }
    return ActivationDecision.leave(state.failed() ? Reason.PARTIAL_TRIGGER_ERROR : Reason.ACTIVE);
  }

  private ActivationDecision decideInactive(ActivationState state) {
    if (state.failed() && settings.fallback().isEmpty()) {
      return ActivationDecision.leave(Reason.TRIGGER_ERROR);
    }
    // As in KEDA, a fallback to 0 replicas does not wait for its threshold.
    if (state.failed() && settings.fallback().get().replicas() != 0) {
      return ActivationDecision.leave(Reason.AWAITING_FALLBACK);
    }
    int min = settings.minReplicaCount();
    int resting = settings.idleReplicaCount().orElse(min);
    boolean sleeps = settings.idleReplicaCount().isPresent() || min == 0;
    if (sleeps && state.replicas() > resting) {
      return cooledDown(state)
          ? ActivationDecision.scale(resting, Reason.DEACTIVATED)
          : ActivationDecision.leave(Reason.COOLING_DOWN);
    }
    if (!sleeps && state.replicas() < min) {
      return ActivationDecision.scale(min, Reason.RAISED_TO_MINIMUM);
    }
    return ActivationDecision.leave(Reason.INACTIVE);
  }

  private boolean cooledDown(ActivationState state) {
    Instant since = state.lastActive().orElse(state.createdAt());
    Duration period =
        state.lastActive().isPresent()
            ? settings.cooldownPeriod()
            : settings.initialCooldownPeriod();
    return since.plus(period).isBefore(state.now());
  }
}
