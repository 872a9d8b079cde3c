package io.github.scaler4j.benchmarks.simulation;

/** Datadog's rate limit as it counts: so many requests per hour of the clock. */
final class CountedLimit {

  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final int limit;
  private long period = -1;
  private int spent;
  private long requests;
  private long refused;

  CountedLimit(int limit) {
    this.limit = limit;
  }

  boolean request(long nowNanos) {
    if (nowNanos / HOUR_NANOS != period) {
      period = nowNanos / HOUR_NANOS;
      spent = 0;
    }
    requests++;
    if (spent >= limit) {
      refused++;
      return false;
    }
    spent++;
    return true;
  }

  long requests() {
    return requests;
  }

  long refused() {
    return refused;
  }
}
