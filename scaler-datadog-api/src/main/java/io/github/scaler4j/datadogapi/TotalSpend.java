package io.github.scaler4j.datadogapi;

import org.jspecify.annotations.Nullable;

/**
 * How fast everybody together spends a budget, as seen from how {@code Remaining} drops.
 *
 * <p>Measured over windows that are long enough to count in. All who share a budget see the same
 * drop, so they come to the same conclusion without talking to each other.
 */
final class TotalSpend {

  private static final int SMALLEST_DROP = 16;

  // Parts of a period: 10 s, 20 s and 3 min of an hour.
  private static final int SETTLING = 360;
  private static final int SHORTEST = 180;
  private static final int LONGEST = 20;

  private @Nullable RateLimitSnapshot then;
  private long thenNanos;
  private long besides;
  private boolean settling = true;
  private long settlingNanos;
  private double perNano;

  /**
   * Takes an answer into account.
   *
   * @return true if a window has ended and the rate was measured anew
   */
  boolean measure(RateLimitSnapshot now, long nowNanos) {
    RateLimitSnapshot before = then;
    if (before == null || !now.samePeriodAs(before) || now.limit() != before.limit()) {
      begin(now, nowNanos);
      settlingNanos = nowNanos;
      return before != null && !now.samePeriodAs(before) && measurePeriod(now, nowNanos);
    }
    if (settling) {
      begin(now, nowNanos);
      settling = nowNanos - settlingNanos < now.periodNanos() / SETTLING;
      return false;
    }
    long drop = before.remaining() - now.remaining() - besides;
    long elapsed = nowNanos - thenNanos;
    boolean countable = drop >= Math.max(SMALLEST_DROP, now.limit() / 80);
    if (elapsed < now.periodNanos() / (countable ? SHORTEST : LONGEST)) {
      return false;
    }
    perNano = Math.max(0, drop) / (double) elapsed;
    begin(now, nowNanos);
    return true;
  }

  /** Measures from the period's begin: who asks seldom may hear only once in a period. */
  private boolean measurePeriod(RateLimitSnapshot now, long nowNanos) {
    long elapsed = now.periodNanos() - (now.resetAtNanos() - nowNanos);
    if (elapsed < now.periodNanos() / LONGEST) {
      return false;
    }
    perNano = (now.limit() - now.remaining()) / (double) elapsed;
    return true;
  }

  /** Leaves out the next moments, in which everybody changes pace. */
  void settle(long nowNanos) {
    settling = true;
    settlingNanos = nowNanos;
  }

  /** Leaves out one request of our own that is not part of anybody's pace. */
  void leaveOut() {
    besides++;
  }

  private void begin(RateLimitSnapshot now, long nowNanos) {
    besides = 0;
    then = now;
    thenNanos = nowNanos;
  }

  /** Returns the requests per nanosecond of the last window. */
  double perNano() {
    return perNano;
  }
}
