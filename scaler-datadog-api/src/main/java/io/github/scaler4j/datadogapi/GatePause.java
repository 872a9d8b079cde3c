package io.github.scaler4j.datadogapi;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Whether a 429 holds an account's requests back. Immutable.
 *
 * @param shut whether no request may be sent before {@code untilNanos}
 * @param trying whether one trial request is sent per second once it is no longer shut, until one
 *     is answered
 * @param untilNanos when a request may be sent again
 * @param doublings how many times the pause has doubled without an answer in between
 */
record GatePause(boolean shut, boolean trying, long untilNanos, int doublings) {

  /** No request is held back. */
  static final GatePause OPEN = new GatePause(false, false, 0, 0);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_DOUBLINGS = 8;
  private static final long TRIAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  // Datadog does not document Retry-After. A gateway may send anything, and a single answer must
  // not stop an account for days.
  private static final long LONGEST_RETRY_AFTER_SECONDS = TimeUnit.MINUTES.toSeconds(5);

  /**
   * Holds requests back after a 429: as long as its headers ask, or for a pause that doubles each
   * time if they don't ask, or name a limit that was not hit. An earlier 429 that asked for longer
   * still counts.
   *
   * <p>{@code Retry-After} is honoured up to the reported reset or period, or else for five
   * minutes. After a longer one, one trial request is sent per second until one is answered.
   *
   * @param jitter from 0 to 1, so that processes that share a budget do not return together
   */
  GatePause refuse(RateLimitHeaders headers, double jitter, long nowNanos) {
    long retryAfter = headers.retryAfterSeconds().orElse(0);
    if (retryAfter > 0) {
      long most = longestRetryAfter(headers);
      return shutFor(Math.min(retryAfter, most), retryAfter > most, nowNanos);
    }
    long reset = headers.remaining().orElse(0) == 0 ? headers.resetSeconds().orElse(0) : 0;
    return reset > 0 ? shutFor(reset, false, nowNanos) : pause(jitter, nowNanos);
  }

  private static long longestRetryAfter(RateLimitHeaders headers) {
    return LongStream.of(
            LONGEST_RETRY_AFTER_SECONDS,
            headers.resetSeconds().orElse(0),
            headers.periodSeconds().orElse(0))
        .max()
        .getAsLong();
  }

  private GatePause shutFor(long seconds, boolean thenTry, long nowNanos) {
    return shutUntil(nowNanos + TimeUnit.SECONDS.toNanos(seconds), thenTry, doublings);
  }

  private GatePause pause(double jitter, long nowNanos) {
    long doubled = FIRST_PAUSE_NANOS << Math.min(doublings, MAX_DOUBLINGS);
    return shutUntil(nowNanos + (long) (doubled * (0.5 + jitter)), false, doublings + 1);
  }

  private GatePause shutUntil(long nanos, boolean thenTry, int newDoublings) {
    return shut && untilNanos - nanos > 0
        ? new GatePause(true, trying, untilNanos, newDoublings)
        : new GatePause(true, thenTry, nanos, newDoublings);
  }

  /** Returns this pause as of now. */
  GatePause at(long nowNanos) {
    return shut && nowNanos - untilNanos >= 0
        ? new GatePause(false, trying, untilNanos, doublings)
        : this;
  }

  /** Whether it holds no request back. */
  boolean isOpen() {
    return !shut && !trying;
  }

  /** Returns how long it holds the next request back. */
  long waitNanos(long nowNanos) {
    return isOpen() ? 0 : Math.max(0, untilNanos - nowNanos);
  }

  /** Counts a request that is sent now. */
  GatePause spend(long nowNanos) {
    return !shut && trying ? new GatePause(false, true, nowNanos + TRIAL_NANOS, doublings) : this;
  }

  /**
   * Handles an answer other than 429: the next pause is shorter. The doubling does not restart,
   * because a limit that lets some requests pass would be hit again just as often. A current pause
   * stays.
   */
  GatePause relax() {
    return equals(OPEN) ? this : new GatePause(shut, shut && trying, untilNanos, doublings / 2);
  }
}
