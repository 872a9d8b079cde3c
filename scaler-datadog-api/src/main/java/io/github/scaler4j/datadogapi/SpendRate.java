package io.github.scaler4j.datadogapi;

import org.jspecify.annotations.Nullable;

/**
 * How fast all consumers of a budget spend it together, measured by how {@code Remaining} drops.
 * Immutable: each answer returns the next one.
 *
 * <p>A rate is measured over windows that are long enough for accurate counts. All processes that
 * share a budget see the same drop, so they reach the same conclusion without communicating.
 *
 * @param start the budget at the start of the current window, or null before the first answer
 * @param startNanos when the current window started
 * @param exempt this process's requests in this window that are not part of any pace
 * @param settling whether the next moments are ignored, because all processes change pace
 * @param settlingNanos when that began
 * @param perNano requests per nanosecond in the last complete window
 * @param measured whether the last answer completed a window
 */
record SpendRate(
    @Nullable RateLimitSnapshot start,
    long startNanos,
    long exempt,
    boolean settling,
    long settlingNanos,
    double perNano,
    boolean measured) {

  /** Nothing is measured yet. */
  static final SpendRate UNKNOWN = new SpendRate(null, 0, 0, true, 0, 0, false);

  private static final int SMALLEST_DROP = 16;

  // Parts of a period: 10 s, 20 s and 3 min of an hour.
  private static final int SETTLING = 360;
  private static final int SHORTEST = 180;
  private static final int LONGEST = 20;

  /** Takes an answer into account; the result is {@link #measured} if it completed a window. */
  SpendRate measure(RateLimitSnapshot now, long nowNanos) {
    RateLimitSnapshot before = start;
    if (before == null || !now.samePeriodAs(before) || now.limit() != before.limit()) {
      SpendRate next = startWindow(now, nowNanos, settling, nowNanos, perNano, false);
      boolean newPeriod = before != null && !now.samePeriodAs(before);
      return newPeriod ? next.measurePeriod(now, nowNanos) : next;
    }
    if (settling) {
      boolean still = nowNanos - settlingNanos < now.periodNanos() / SETTLING;
      return startWindow(now, nowNanos, still, settlingNanos, perNano, false);
    }
    long drop = before.remaining() - now.remaining() - exempt;
    long elapsed = nowNanos - startNanos;
    boolean countable = drop >= Math.max(SMALLEST_DROP, now.limit() / 80);
    if (elapsed < now.periodNanos() / (countable ? SHORTEST : LONGEST)) {
      return new SpendRate(start, startNanos, exempt, false, settlingNanos, perNano, false);
    }
    double rate = Math.max(0, drop) / (double) elapsed;
    return startWindow(now, nowNanos, false, settlingNanos, rate, true);
  }

  /**
   * Measures from the period's start, because a process that seldom sends requests may get one
   * answer per period.
   */
  private SpendRate measurePeriod(RateLimitSnapshot now, long nowNanos) {
    long elapsed = now.periodNanos() - (now.resetAtNanos() - nowNanos);
    if (elapsed < now.periodNanos() / LONGEST) {
      return this;
    }
    double rate = (now.limit() - now.remaining()) / (double) elapsed;
    return new SpendRate(start, startNanos, exempt, settling, settlingNanos, rate, true);
  }

  /** Ignores the next moments, in which all consumers change their pace. */
  SpendRate settle(long nowNanos) {
    return new SpendRate(start, startNanos, exempt, true, nowNanos, perNano, measured);
  }

  /** Exempts one request of this process that is not part of any pace. */
  SpendRate exemptOne() {
    return new SpendRate(start, startNanos, exempt + 1, settling, settlingNanos, perNano, measured);
  }

  private static SpendRate startWindow(
      RateLimitSnapshot now,
      long nowNanos,
      boolean settling,
      long settlingNanos,
      double perNano,
      boolean measured) {
    return new SpendRate(now, nowNanos, 0, settling, settlingNanos, perNano, measured);
  }
}
