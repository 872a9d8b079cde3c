package io.github.scaler4j.hpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One metric at a sync: its proposal, and the values at which the replicas would change. Immutable.
 */
public final class MetricOutlook {

  /** Larger than any real metric, and far from an overflow of its double. */
  private static final long MAX_MILLI = Long.MAX_VALUE / 4;

  private final List<MetricObservation> metrics;
  private final List<MetricProposal> proposals;
  private final int index;
  private final ReplicaCounts counts;
  private final HpaSpec spec;

  MetricOutlook(
      List<MetricObservation> metrics,
      List<MetricProposal> proposals,
      int index,
      ReplicaCounts counts,
      HpaSpec spec) {
    this.metrics = metrics;
    this.proposals = proposals;
    this.index = index;
    this.counts = counts;
    this.spec = spec;
  }

  private MetricObservation metric() {
    return metrics.get(index);
  }

  private MetricProposal proposal() {
    return proposals.get(index);
  }

  /**
   * Returns the metric's name and target.
   *
   * @return the spec as the HorizontalPodAutoscaler has it
   */
  public MetricSpec spec() {
    return metric().spec();
  }

  /**
   * Returns the metric's value as the HorizontalPodAutoscaler gets it.
   *
   * @return empty if it is not available
   */
  public Optional<Quantity> value() {
    return metric().value();
  }

  /**
   * Returns how many replicas the metric asks for, before any window, policy or bound.
   *
   * @return empty if the metric is invalid
   */
  public OptionalInt replicas() {
    return proposal().replicas();
  }

  /**
   * Returns the ratio of usage to target that is compared with the tolerance.
   *
   * @return empty if the metric is invalid; infinite for an average over no pods
   */
  public OptionalDouble ratio() {
    return proposal().replicas().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(MetricArithmetic.usageRatio(spec(), usage(), counts));
  }

  /**
   * Returns how far the ratio may be from 1 without a change of replicas.
   *
   * @return the tolerance for scaling down if the ratio is below 1, otherwise that for scaling up
   */
  public double tolerance() {
    return ratio().orElse(1) < 1 ? spec.tolerance().down() : spec.tolerance().up();
  }

  /**
   * Returns whether the ratio is so close to 1 that nothing changes.
   *
   * @return false if the metric is invalid
   */
  public boolean tolerated() {
    return ratio().isPresent() && spec.tolerance().covers(ratio().getAsDouble());
  }

  /**
   * Returns the smallest value that would give the workload more replicas, if nothing else changed
   * and no window or policy held it back.
   *
   * @return a value in thousandths; empty if another metric or the maximum prevents it, or this
   *     metric is invalid
   */
  public Optional<Quantity> raisesFrom() {
    return replicas().isEmpty() ? Optional.empty() : upwards(usage(), replicas(usage()));
  }

  /**
   * Returns the largest value that would give the workload fewer replicas, if nothing else changed
   * and no window or policy held it back.
   *
   * @return a value in thousandths; empty if another metric or the minimum prevents it, or this
   *     metric is invalid
   */
  public Optional<Quantity> lowersFrom() {
    return replicas().isEmpty() ? Optional.empty() : downwards(usage(), replicas(usage()));
  }

  private long usage() {
    return metric().value().map(Quantity::milliValue).orElse(0L);
  }

  private Optional<Quantity> upwards(long usage, int now) {
    if (now >= spec.maxReplicas()) {
      return Optional.empty();
    }
    long low = usage;
    long step = 1;
    while (replicas(low + step) <= now) {
      low += step;
      step *= 2;
      if (low > MAX_MILLI - step) {
        return Optional.empty();
      }
    }
    long high = low + step;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (replicas(middle) > now) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Optional.of(Quantity.ofMilli(high));
  }

  private Optional<Quantity> downwards(long usage, int now) {
    if (usage <= 0 || replicas(0) >= now) {
      return Optional.empty();
    }
    long low = 0;
    long high = usage;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (replicas(middle) < now) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Optional.of(Quantity.ofMilli(low));
  }

  /**
   * What all metrics together ask for within the bounds, if this one has the value. Rises with the
   * value while all pods are ready.
   */
  private int replicas(long usage) {
    MetricProposal asked =
        MetricArithmetic.propose(
            counts,
            new MetricObservation(spec(), Optional.of(Quantity.ofMilli(usage))),
            spec.tolerance());
    List<MetricProposal> all = new ArrayList<>(proposals);
    all.set(index, asked);
    int desired = MetricArithmetic.desired(counts, all).orElse(counts.spec());
    return Math.min(Math.max(desired, spec.minReplicas()), spec.maxReplicas());
  }
}
