package io.github.scaler4j.datadogapi;

import java.time.Duration;

/**
 * The backoff of a refused query.
 *
 * <p>A query that Datadog rejects backs off for 30 seconds, doubling to 30 minutes, as the Cluster
 * Agent does with {@code split_batches_with_backoff}. A query that Datadog could not process (422)
 * backs off for as long as an answer is fresh, doubling to a minute, because valid queries
 * sometimes get a transient 422. Meanwhile readers have no data, as in KEDA.
 */
final class Backoff {

  private static final long FIRST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMinutes(30).toNanos();

  private static final long LONGEST_UNPROCESSABLE_NANOS = Duration.ofMinutes(1).toNanos();

  private Backoff() {}

  static Duration passing(int earlierRefusals, Duration freshFor) {
    long fresh = freshFor.toNanos();
    long doubled = fresh << Math.min(earlierRefusals, 6);
    long longest = Math.max(fresh, LONGEST_UNPROCESSABLE_NANOS);
    return Duration.ofNanos(doubled >> 6 > fresh ? longest : Math.min(longest, doubled));
  }

  static long nanosAfter(int earlierRefusals) {
    return Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(earlierRefusals, 10));
  }
}
