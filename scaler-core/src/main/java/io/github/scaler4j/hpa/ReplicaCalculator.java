package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.ReplicaRecommendation.Reason;
import java.util.List;
import java.util.OptionalInt;

/**
 * Kubernetes' arithmetic for external metrics: how many replicas a HorizontalPodAutoscaler sets.
 *
 * <p>Pure and immutable. Follows {@code replica_calculator.go} and {@code horizontal.go} of
 * Kubernetes 1.33 and later, in their order of operations on doubles: a {@code Value} of 58 for a
 * target of 14 and 7 ready pods gives (58/14)*7 = 29.000000000000004 and so 30 replicas, as there.
 * Quantities count in thousandths, rounded up.
 *
 * <p>It has no memory; {@link HpaCalculator} has one. What wakes a workload from 0 and sends it
 * back is {@link ActivationCalculator}'s.
 */
public final class ReplicaCalculator {

  private final HpaOptions options;

  private ReplicaCalculator(HpaOptions options) {
    this.options = options;
  }

  /**
   * Makes a calculator.
   *
   * @param options the autoscaler's bounds and tolerance
   */
  public static ReplicaCalculator of(HpaOptions options) {
    return new ReplicaCalculator(requireNonNull(options, "options"));
  }

  /**
   * Calculates one sync.
   *
   * <p>The largest valid proposal wins. If a metric is invalid, the others may scale up but not
   * down.
   *
   * @param counts how many replicas there are
   * @param metrics all the autoscaler's metrics, at least one
   * @return what to set and what to show
   * @throws IllegalArgumentException if there is no metric, or a target is not at least 1m: the API
   *     server refuses both
   */
  public ReplicaRecommendation calculate(ReplicaCounts counts, List<MetricObservation> metrics) {
    MetricArithmetic.check(metrics);
    if (counts.spec() == 0) {
      return withoutMetrics(0, Reason.DISABLED, metrics);
    }
    if (counts.spec() > options.maxReplicas()) {
      return withoutMetrics(options.maxReplicas(), Reason.ABOVE_MAXIMUM, metrics);
    }
    if (counts.spec() < options.minReplicas()) {
      return withoutMetrics(options.minReplicas(), Reason.BELOW_MINIMUM, metrics);
    }
    List<MetricProposal> proposals = MetricArithmetic.propose(counts, metrics, options.tolerance());
    OptionalInt desired = MetricArithmetic.desired(counts, proposals);
    return desired.isEmpty()
        ? new ReplicaRecommendation(counts.spec(), Reason.INVALID_METRICS, proposals)
        : new ReplicaRecommendation(
            options.clamp(desired.getAsInt(), counts.spec()), Reason.METRICS, proposals);
  }

  private static ReplicaRecommendation withoutMetrics(
      int replicas, Reason reason, List<MetricObservation> metrics) {
    return new ReplicaRecommendation(replicas, reason, MetricArithmetic.unread(metrics));
  }
}
