package io.github.scaler4j.datadogapi;

/**
 * How fast others spend the same budget, as seen from how {@code Remaining} drops beyond our own
 * requests.
 *
 * <p>Measured over windows that are long enough to count in, so that a request of ours that the
 * server has counted and not yet answered weighs little.
 */
final class OthersSpend {

  private static final int SMALLEST_DROP = 10;

  private boolean measuring;
  private long sinceNanos;
  private long remainingThen;
  private long ownThen;
  private double perNano;

  /** Starts anew with the first answer of a period; the rate learned so far stays. */
  void startPeriod(RateLimitSnapshot first, long ownAnswered, long nowNanos) {
    measuring = true;
    sinceNanos = nowNanos;
    remainingThen = first.remaining();
    ownThen = ownAnswered;
  }

  /**
   * Takes an answer into account.
   *
   * @return true if a window has ended and the rate was measured anew
   */
  boolean observe(RateLimitSnapshot now, long ownAnswered, long nowNanos) {
    if (!measuring) {
      startPeriod(now, ownAnswered, nowNanos);
      return false;
    }
    long drop = remainingThen - now.remaining();
    long elapsed = nowNanos - sinceNanos;
    boolean enough =
        drop >= Math.max(SMALLEST_DROP, now.limit() / 50) || elapsed >= now.periodNanos() / 20;
    if (!enough || elapsed <= 0) {
      return false;
    }
    perNano = Math.max(0, drop - (ownAnswered - ownThen)) / (double) elapsed;
    startPeriod(now, ownAnswered, nowNanos);
    return true;
  }

  double perNano() {
    return perNano;
  }
}
