package io.github.scaler4j.hpa;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Computes each external metric's proposal, in Kubernetes' order of operations on doubles ({@code
 * replica_calculator.go}).
 */
final class MetricArithmetic {

  private MetricArithmetic() {}

  static void check(List<MetricObservation> metrics) {
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("metrics: at least one is required");
    }
    for (MetricObservation metric : metrics) {
      Quantity target = metric.spec().target().quantity();
      if (target.milliValue() <= 0) {
        throw new IllegalArgumentException(
            metric.spec().name() + ": the target " + target + " must be at least 1m");
      }
    }
  }

  /** The proposals of metrics that were ignored. */
  static List<MetricProposal> unread(List<MetricObservation> metrics) {
    return metrics.stream().map(metric -> invalid(metric.spec())).toList();
  }

  static List<MetricProposal> propose(
      ReplicaCounts counts, List<MetricObservation> metrics, Tolerance tolerance) {
    return metrics.stream().map(metric -> propose(counts, metric, tolerance)).toList();
  }

  /**
   * The largest valid proposal; empty if none is valid, or if one is not and the others would scale
   * down.
   */
  static OptionalInt desired(ReplicaCounts counts, List<MetricProposal> proposals) {
    OptionalInt largest =
        proposals.stream().flatMapToInt(proposal -> proposal.replicas().stream()).max();
    boolean allValid = proposals.stream().allMatch(proposal -> proposal.replicas().isPresent());
    return largest.isPresent() && !allValid && largest.getAsInt() < counts.spec()
        ? OptionalInt.empty()
        : largest;
  }

  static double usageRatio(MetricSpec spec, long usage, ReplicaCounts counts) {
    double target = spec.target().quantity().milliValue();
    return switch (spec.target().type()) {
      case VALUE -> usage / target;
      case AVERAGE_VALUE -> usage / (target * counts.status());
    };
  }

  private static MetricProposal invalid(MetricSpec spec) {
    return new MetricProposal(spec, OptionalInt.empty(), Optional.empty());
  }

  static MetricProposal propose(
      ReplicaCounts counts, MetricObservation metric, Tolerance tolerance) {
    MetricSpec spec = metric.spec();
    if (metric.value().isEmpty()) {
      return invalid(spec);
    }
    long usage = metric.value().get().milliValue();
    OptionalInt replicas = replicas(counts, spec, usage, tolerance);
    return replicas.isEmpty()
        ? invalid(spec)
        : new MetricProposal(spec, replicas, current(counts, spec, usage));
  }

  /** The replicas for a value in thousandths; empty if Kubernetes can't compute them. */
  static OptionalInt replicas(
      ReplicaCounts counts, MetricSpec spec, long usage, Tolerance tolerance) {
    double usageRatio = usageRatio(spec, usage, counts);
    boolean unchanged = tolerance.covers(usageRatio);
    return switch (spec.target().type()) {
      case VALUE -> {
        if (unchanged) {
          yield OptionalInt.of(counts.spec());
        }
        // Kubernetes: no pods returned by selector.
        yield counts.status() == 0
            ? OptionalInt.empty()
            : OptionalInt.of(roundUp(usageRatio * counts.ready()));
      }
      // Neither readiness nor {@code spec.replicas} matters here.
      case AVERAGE_VALUE ->
          OptionalInt.of(
              unchanged
                  ? counts.status()
                  : roundUp((double) usage / (double) spec.target().quantity().milliValue()));
    };
  }

  private static Optional<Quantity> current(ReplicaCounts counts, MetricSpec spec, long usage) {
    if (spec.target().type() == MetricTargetType.VALUE) {
      return Optional.of(Quantity.ofMilli(usage));
    }
    // Without pods, Kubernetes shows the machine's conversion of infinity to an integer.
    return counts.status() == 0
        ? Optional.empty()
        : Optional.of(
            Quantity.ofMilli((long) Math.ceil((double) usage / (double) counts.status())));
  }

  // The cast saturates at the limits of an int, as in Kubernetes.
  private static int roundUp(double replicas) {
    return (int) Math.ceil(replicas);
  }
}
