package io.github.scaler4j.benchmarks.comparison;

import java.time.Instant;
import java.util.List;

/**
 * A whole comparison.
 *
 * @param begunAt when it began
 * @param quick whether it was a short one
 * @param limit how many requests Datadog allowed in a period
 * @param periodSeconds the rate limit's period
 * @param latencyMillis how long Datadog took to answer
 * @param machine where it ran
 * @param outcomes the runs
 * @param heap the heap of open scalers
 */
record ComparisonReport(
    Instant begunAt,
    boolean quick,
    int limit,
    long periodSeconds,
    long latencyMillis,
    Machine machine,
    List<Outcome> outcomes,
    List<HeapRow> heap) {

  /** Returns how many requests Datadog allowed in an hour. */
  double limitPerHour() {
    return limit * 3_600.0 / periodSeconds;
  }

  /** Returns whether the machine was too slow or too busy during a run. */
  boolean disturbed() {
    return outcomes.stream().anyMatch(Outcome::disturbed);
  }
}
