package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.HpaDecision.Reason;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * A HorizontalPodAutoscaler with external metrics. Decides how many replicas each sync sets, with
 * tolerance, stabilization windows, scaling policies and bounds.
 *
 * <p>Pure and immutable, without a clock. Each decision takes an {@link HpaMemory} and returns the
 * next one. Follows {@code replica_calculator.go} and {@code horizontal.go} of Kubernetes 1.33 and
 * later, in their order of operations on doubles: a {@code Value} of 58 for a target of 14 and 7
 * ready pods gives (58/14)*7 = 29.000000000000004 and so 30 replicas, as in Kubernetes. Quantities
 * count in thousandths, rounded up.
 *
 * <pre>{@code
 * HpaCalculator calculator = HpaCalculator.of(HpaSpec.of(1, 10));
 * HpaDecision decision = calculator.decide(counts, metrics, memory, now);   // every 15 seconds
 * memory = decision.memory();
 * }</pre>
 */
public final class HpaCalculator {

  private final HpaSpec spec;

  private HpaCalculator(HpaSpec spec) {
    this.spec = requireNonNull(spec, "spec");
  }

  /**
   * Creates a calculator.
   *
   * @param spec the autoscaler's bounds and behavior
   * @return a calculator
   */
  public static HpaCalculator of(HpaSpec spec) {
    return new HpaCalculator(spec);
  }

  /**
   * Decides one sync.
   *
   * <p>At 0 replicas the autoscaler is off. Outside its bounds it sets the nearer bound, whatever
   * the metrics say. Otherwise it follows the largest valid proposal. If a metric is invalid, the
   * others may scale up but not down.
   *
   * @param counts how many replicas there are
   * @param metrics all the autoscaler's metrics, at least one
   * @param memory the last decision's memory, or {@link HpaMemory#empty()}
   * @param now the time of the sync; no earlier than the last one
   * @return what to set, and why; the decision's memory assumes that the replicas were set
   * @throws IllegalArgumentException if {@code metrics} is empty, or a target is less than 1m; the
   *     API server refuses both
   */
  public HpaDecision decide(
      ReplicaCounts counts, List<MetricObservation> metrics, HpaMemory memory, Instant now) {
    MetricArithmetic.check(metrics);
    int current = counts.spec();
    HpaMemory begun = memory.begun(current, now);
    if (current == 0) {
      return withoutMetrics(0, Reason.DISABLED, metrics, begun);
    }
    if (current > spec.maxReplicas()) {
      return outOfBounds(current, spec.maxReplicas(), Reason.ABOVE_MAXIMUM, metrics, begun, now);
    }
    if (current < spec.minReplicas()) {
      return outOfBounds(current, spec.minReplicas(), Reason.BELOW_MINIMUM, metrics, begun, now);
    }
    List<MetricProposal> proposals = MetricArithmetic.propose(counts, metrics, spec.tolerance());
    OptionalInt desired = MetricArithmetic.desired(counts, proposals);
    if (desired.isEmpty()) {
      return HpaDecision.withoutMetrics(current, Reason.INVALID_METRICS, proposals, begun);
    }
    // Kubernetes starts from 0 and takes only more. A formula may ask for less than nothing.
    return follow(Math.max(0, desired.getAsInt()), current, proposals, begun, now);
  }

  private HpaDecision follow(
      int desired, int current, List<MetricProposal> proposals, HpaMemory memory, Instant now) {
    StabilizationWindow.Result window =
        spec.behavior()
            .map(
                behavior ->
                    StabilizationWindow.withBehavior(
                        behavior, memory.recommendations(), current, desired, now))
            .orElseGet(
                () -> StabilizationWindow.withoutBehavior(memory.recommendations(), desired, now));
    HpaDecision.Limited limit =
        spec.behavior()
            .map(
                behavior ->
                    ScalingLimit.withBehavior(
                        spec, behavior, memory, current, window.replicas(), now))
            .orElseGet(() -> ScalingLimit.withoutBehavior(spec, current, window.replicas()));
    return HpaDecision.byMetrics(
        proposals,
        desired,
        window,
        limit,
        changed(
            memory.withRecommendations(window.recommendations()), current, limit.replicas(), now));
  }

  private HpaDecision outOfBounds(
      int current,
      int bound,
      Reason reason,
      List<MetricObservation> metrics,
      HpaMemory memory,
      Instant now) {
    return withoutMetrics(bound, reason, metrics, changed(memory, current, bound, now));
  }

  private static HpaDecision withoutMetrics(
      int replicas, Reason reason, List<MetricObservation> metrics, HpaMemory memory) {
    return HpaDecision.withoutMetrics(replicas, reason, MetricArithmetic.unread(metrics), memory);
  }

  private HpaMemory changed(HpaMemory memory, int from, int to, Instant now) {
    return from == to || spec.behavior().isEmpty()
        ? memory
        : memory.withChange(spec.behavior().get(), from, to, now);
  }
}
