package io.github.scaler4j.datadogapi;

import java.time.Duration;

/**
 * How long a refused query is left alone: 30 seconds, doubling to 30 minutes, as the Cluster Agent
 * does with {@code split_batches_with_backoff}.
 */
final class Backoff {

  private static final long FIRST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LONGEST_NANOS = Duration.ofMinutes(30).toNanos();

  private Backoff() {}

  static long nanosAfter(int earlierRefusals) {
    return Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(earlierRefusals, 10));
  }
}
