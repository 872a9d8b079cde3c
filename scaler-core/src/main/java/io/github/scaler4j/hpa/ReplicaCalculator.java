package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.ReplicaRecommendation.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Kubernetes' arithmetic for external metrics: how many replicas a HorizontalPodAutoscaler sets.
 *
 * <p>Pure and immutable. Follows {@code replica_calculator.go} and {@code horizontal.go} of
 * Kubernetes 1.33 and later, in their order of operations on doubles: a {@code Value} of 58 for a
 * target of 14 and 7 ready pods gives (58/14)*7 = 29.000000000000004 and so 30 replicas, as there.
 * Quantities count in thousandths, rounded up.
 *
 * <p>What needs a memory is the caller's: without {@code behavior}, Kubernetes sets the highest
 * recommendation of the last 5 minutes. What wakes a workload from 0 and sends it back is {@link
 * ActivationCalculator}'s.
 */
public final class ReplicaCalculator {

  private final HpaOptions options;

  /**
   * Makes a calculator.
   *
   * @param options the autoscaler's bounds and tolerance
   */
  public ReplicaCalculator(HpaOptions options) {
    this.options = requireNonNull(options, "options");
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
    check(metrics);
    if (counts.spec() == 0) {
      return withoutMetrics(0, Reason.DISABLED, metrics);
    }
    if (counts.spec() > options.maxReplicas()) {
      return withoutMetrics(options.maxReplicas(), Reason.ABOVE_MAXIMUM, metrics);
    }
    if (counts.spec() < options.minReplicas()) {
      return withoutMetrics(options.minReplicas(), Reason.BELOW_MINIMUM, metrics);
    }
    List<MetricProposal> proposals =
        metrics.stream().map(metric -> propose(counts, metric)).toList();
    OptionalInt largest =
        proposals.stream().flatMapToInt(proposal -> proposal.replicas().stream()).max();
    boolean allValid = proposals.stream().allMatch(proposal -> proposal.replicas().isPresent());
    if (largest.isEmpty() || (!allValid && largest.getAsInt() < counts.spec())) {
      return new ReplicaRecommendation(counts.spec(), Reason.INVALID_METRICS, proposals);
    }
    return new ReplicaRecommendation(
        options.clamp(largest.getAsInt(), counts.spec()), Reason.METRICS, proposals);
  }

  private static void check(List<MetricObservation> metrics) {
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("metrics: at least one is needed");
    }
    for (MetricObservation metric : metrics) {
      Quantity target = metric.spec().target().quantity();
      if (target.milliValue() <= 0) {
        throw new IllegalArgumentException(
            metric.spec().name() + ": the target " + target + " must be at least 1m");
      }
    }
  }

  private static ReplicaRecommendation withoutMetrics(
      int replicas, Reason reason, List<MetricObservation> metrics) {
    return new ReplicaRecommendation(
        replicas, reason, metrics.stream().map(metric -> invalid(metric.spec())).toList());
  }

  private static MetricProposal invalid(MetricSpec spec) {
    return new MetricProposal(spec, OptionalInt.empty(), Optional.empty());
  }

  private MetricProposal propose(ReplicaCounts counts, MetricObservation metric) {
    MetricSpec spec = metric.spec();
    if (metric.value().isEmpty()) {
      return invalid(spec);
    }
    long usage = metric.value().get().milliValue();
    long target = spec.target().quantity().milliValue();
    return switch (spec.target().type()) {
      case VALUE -> proposeForValue(counts, spec, usage, target);
      case AVERAGE_VALUE -> proposeForAverage(counts, spec, usage, target);
    };
  }

  private MetricProposal proposeForValue(
      ReplicaCounts counts, MetricSpec spec, long usage, long target) {
    double usageRatio = (double) usage / (double) target;
    int replicas = counts.spec();
    if (!options.tolerates(usageRatio)) {
      if (counts.status() == 0) {
        return invalid(spec); // Kubernetes: no pods returned by selector.
      }
      replicas = roundUp(usageRatio * counts.ready());
    }
    return new MetricProposal(spec, OptionalInt.of(replicas), Optional.of(Quantity.ofMilli(usage)));
  }

  // Readiness plays no part, and neither does how many replicas were asked for.
  private MetricProposal proposeForAverage(
      ReplicaCounts counts, MetricSpec spec, long usage, long target) {
    double usageRatio = (double) usage / ((double) target * (double) counts.status());
    int replicas =
        options.tolerates(usageRatio) ? counts.status() : roundUp((double) usage / (double) target);
    // Over no pods Kubernetes shows whatever the machine makes of infinity as an integer.
    Optional<Quantity> average =
        counts.status() == 0
            ? Optional.empty()
            : Optional.of(
                Quantity.ofMilli((long) Math.ceil((double) usage / (double) counts.status())));
    return new MetricProposal(spec, OptionalInt.of(replicas), average);
  }

  // The cast saturates at the ends of an int, as Kubernetes' does.
  private static int roundUp(double replicas) {
    return (int) Math.ceil(replicas);
  }
}
