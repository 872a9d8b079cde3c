package io.github.scaler4j.hpa;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A {@code ScaledObject} under a plan, whose workload follows at once. */
final class AutoscalerRun {

  static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  static final MetricSpec METRIC =
      MetricSpec.of("s0-m", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 2));
  static final MetricSpec OTHER =
      MetricSpec.of("s1-n", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 10));

  AutoscalerPlan plan;
  int replicas;
  AutoscalerState state = AutoscalerState.initial(START.minus(Duration.ofDays(1)));

  AutoscalerRun(ScaleSettings settings, int replicas) {
    this.plan = AutoscalerPlan.of(settings);
    this.replicas = replicas;
  }

  AutoscalerDecision poll(int second, TriggerObservation... observations) {
    return follow(
        plan.poll(
            List.of(observations), ReplicaCounts.of(replicas), state, START.plusSeconds(second)));
  }

  AutoscalerDecision sync(int second, TriggerObservation... observations) {
    return follow(
        plan.sync(
            List.of(observations), ReplicaCounts.of(replicas), state, START.plusSeconds(second)));
  }

  int failures() {
    return state.health().getOrDefault(METRIC.name(), MetricHealth.unknown()).failures();
  }

  private AutoscalerDecision follow(AutoscalerDecision decision) {
    replicas = decision.scaleTo().orElse(replicas);
    state = decision.state();
    return decision;
  }

  static TriggerObservation value(double value) {
    return value(value, 0);
  }

  static TriggerObservation value(double value, int second) {
    return TriggerObservation.of(METRIC, value, value > 0, START.plusSeconds(second));
  }

  static TriggerObservation failure(int second) {
    return TriggerObservation.failed(METRIC, "status 503", START.plusSeconds(second));
  }
}
