package io.github.scaler4j;

import io.github.scaler4j.hpa.ActivationDecision;
import io.github.scaler4j.hpa.ActivationDecision.Reason;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.HpaMemory;

/**
 * The decisions that an autoscaler made last.
 *
 * @param before the state before them
 */
record LatestDecisions(DueDecisions decisions, AutoscalerState before) {

  /**
   * Returns a state without what holds only if the replicas were set. Kubernetes stores a scale
   * event ({@code horizontal.go}), and KEDA the time of an activation ({@code
   * scale_scaledobjects.go}), only after the update has succeeded. What was read still counts.
   *
   * @param state the state after them
   */
  AutoscalerState withdraw(AutoscalerState state) {
    boolean activated =
        decisions
            .poll()
            .flatMap(AutoscalerDecision::activation)
            .map(ActivationDecision::reason)
            .filter(Reason.ACTIVATED::equals)
            .isPresent();
    boolean scaled = decisions.sync().filter(sync -> sync.scaleTo().isPresent()).isPresent();
    HpaMemory events = scaled ? before.hpa() : state.hpa();
    return new AutoscalerState(
        activated ? before.activation() : state.activation(),
        state.health(),
        new HpaMemory(state.hpa().recommendations(), events.scaleUps(), events.scaleDowns()));
  }
}
