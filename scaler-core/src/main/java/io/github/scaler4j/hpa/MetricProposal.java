package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many replicas one metric alone asks for.
 *
 * @param spec the metric's name and target
 * @param replicas how many replicas the metric asks for, before any bound; empty if it was ignored
 *     or has no valid value
 * @param current the metric, or its average per existing pod rounded up to thousandths, as the
 *     autoscaler's status shows it; empty if the status shows none, and for an average over no pods
 */
public record MetricProposal(MetricSpec spec, OptionalInt replicas, Optional<Quantity> current) {

  /**
   * Creates a proposal.
   *
   * @throws NullPointerException if an argument is null
   */
  public MetricProposal {
    requireNonNull(spec, "spec");
    requireNonNull(replicas, "replicas");
    requireNonNull(current, "current");
  }

  /**
   * Returns this metric's part of the column TARGETS of {@code kubectl get hpa}.
   *
   * @return {@code 133m/2} for a {@code Value}, {@code 134m/2 (avg)} for an {@code AverageValue},
   *     {@code <unknown>/2} without a current value
   */
  String targetText() {
    return current.map(Quantity::canonical).orElse("<unknown>")
        + "/"
        + spec.target().quantity()
        + (spec.target().type() == MetricTargetType.AVERAGE_VALUE ? " (avg)" : "");
  }
}
