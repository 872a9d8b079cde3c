package io.github.scaler4j.hpa;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One metric at a sync: what it asks for, and at which values it would ask for something else.
 * Immutable.
 */
public final class MetricOutlook {

  /** Larger than any real metric, and its double is far from overflow. */
  private static final long MAX_MILLI = Long.MAX_VALUE / 4;

  private final MetricObservation metric;
  private final MetricProposal proposal;
  private final ReplicaCounts counts;
  private final HpaSpec spec;

  MetricOutlook(
      MetricObservation metric, MetricProposal proposal, ReplicaCounts counts, HpaSpec spec) {
    this.metric = metric;
    this.proposal = proposal;
    this.counts = counts;
    this.spec = spec;
  }

  /** Finds where the proposal changes, which rises with the value while all pods are ready. */
  private record Search(MetricSpec spec, ReplicaCounts counts, Tolerance tolerance) {

    private Optional<Quantity> upwards(long usage, int now) {
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

    private int replicas(long usage) {
      return MetricArithmetic.replicas(counts, spec, usage, tolerance).orElse(Integer.MAX_VALUE);
    }
  }

  /**
   * Returns the metric's name and target.
   *
   * @return as the HorizontalPodAutoscaler has them
   */
  public MetricSpec spec() {
    return metric.spec();
  }

  /**
   * Returns the metric as the HorizontalPodAutoscaler is given it.
   *
   * @return empty if it is not available
   */
  public Optional<Quantity> value() {
    return metric.value();
  }

  /**
   * Returns what the metric asks for, before any window, policy or bound.
   *
   * @return empty if the metric is invalid
   */
  public OptionalInt replicas() {
    return proposal.replicas();
  }

  /**
   * Returns the ratio of usage to target that is compared with the tolerance.
   *
   * @return empty if the metric is invalid; infinite for an average over no pods
   */
  public OptionalDouble ratio() {
    return proposal.replicas().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(MetricArithmetic.usageRatio(metric.spec(), usage(), counts));
  }

  /**
   * Returns how far the ratio may lie from 1 in its direction without a change.
   *
   * @return for a ratio below 1 the tolerance for scaling down, else that for scaling up
   */
  public double tolerance() {
    return ratio().orElse(1) < 1 ? spec.tolerance().down() : spec.tolerance().up();
  }

  /**
   * Tells whether the ratio is so near to 1 that nothing changes.
   *
   * @return false if the metric is invalid
   */
  public boolean tolerated() {
    return ratio().isPresent() && spec.tolerance().covers(ratio().getAsDouble());
  }

  /**
   * Returns the least value at which the metric would ask for more replicas.
   *
   * @return in thousandths; empty if it asks for the maximum already, or is invalid
   */
  public Optional<Quantity> raisesFrom() {
    int now = proposal.replicas().orElse(Integer.MAX_VALUE);
    return now < spec.maxReplicas() ? search().upwards(usage(), now) : Optional.empty();
  }

  /**
   * Returns the largest value at which the metric would ask for fewer replicas.
   *
   * @return in thousandths; empty if it asks for no more than the minimum, or is invalid
   */
  public Optional<Quantity> lowersFrom() {
    int now = proposal.replicas().orElse(0);
    return now > spec.minReplicas() ? search().downwards(usage(), now) : Optional.empty();
  }

  private long usage() {
    return metric.value().map(Quantity::milliValue).orElse(0L);
  }

  private Search search() {
    return new Search(metric.spec(), counts, spec.tolerance());
  }
}
