package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.benchmarks.Percentiles;

/**
 * The result of one run. Hours and rates per hour are by the run's fast clock; latencies, lateness
 * and CPU time are real.
 *
 * @param mode how the metrics were read
 * @param scalers how many triggers were read
 * @param acceleration the factor of the run's clock
 * @param hours the measured time
 * @param values reads that returned a value
 * @param failedReads reads that failed
 * @param skippedReads reads that were due but for which the machine was too slow
 * @param requestsPerHour requests that reached Datadog, from here or from the Cluster Agent
 * @param refusedPerHour how many of these Datadog answered with 429
 * @param queriesPerRequest how many queries a request carried on average
 * @param agentRequestsPerHour requests that reached the Cluster Agent
 * @param ageSeconds how long before the read Datadog computed the value
 * @param atOnceMicros duration of reads that completed at once
 * @param fetchingMillis duration of reads that waited
 * @param cpuSecondsPerHour CPU time of the reading process
 * @param heapBytesPerScaler heap freed per scaler by closing the scalers and all that they share
 * @param lateMillis how much later than planned reads began; high values mean that the machine was
 *     too busy for the run to count
 */
record Outcome(
    ReadMode mode,
    int scalers,
    double acceleration,
    double hours,
    long values,
    long failedReads,
    long skippedReads,
    double requestsPerHour,
    double refusedPerHour,
    double queriesPerRequest,
    double agentRequestsPerHour,
    Percentiles ageSeconds,
    Percentiles atOnceMicros,
    Percentiles fetchingMillis,
    double cpuSecondsPerHour,
    double heapBytesPerScaler,
    Percentiles lateMillis) {

  private static final double LATE_MILLIS = 50;

  /** Returns which part of the reads returned a value, in percent. */
  double valuePercent() {
    long reads = values + failedReads;
    return reads == 0 ? 0 : 100.0 * values / reads;
  }

  /** Returns which part of the values was available at once, in percent. */
  double atOncePercent() {
    return values == 0 ? 0 : 100.0 * atOnceMicros.count() / values;
  }

  /** Returns whether the machine was too slow or too busy for this run to count. */
  boolean disturbed() {
    return skippedReads > 0 || lateMillis.p99() > LATE_MILLIS;
  }
}
