package io.github.scaler4j.datadogapi;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Whether a 429 holds an account's requests back. Immutable.
 *
 * @param shut whether no request may leave before {@code untilNanos}
 * @param untilNanos when requests may leave again
 * @param doublings how often the pause has doubled without an answer in between
 */
record Closure(boolean shut, long untilNanos, int doublings) {

  /** No request is held back. */
  static final Closure OPEN = new Closure(false, 0, 0);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_DOUBLINGS = 8;

  /**
   * Returns until when a 429 holds requests back.
   *
   * @return empty if its headers do not say, or name a limit that was not hit
   */
  static OptionalLong pausedUntil(RateLimitHeaders headers, long nowNanos) {
    long pause = headers.retryAfterSeconds().orElse(0);
    if (pause == 0 && headers.remaining().orElse(0) == 0) {
      pause = headers.resetSeconds().orElse(0);
    }
    return pause == 0
        ? OptionalLong.empty()
        : OptionalLong.of(nowNanos + TimeUnit.SECONDS.toNanos(pause));
  }

  /** Returns this closure as of now. */
  Closure at(long nowNanos) {
    return shut && nowNanos - untilNanos >= 0 ? new Closure(false, untilNanos, doublings) : this;
  }

  /** Holds requests back until a known moment. */
  Closure shutUntil(long nanos) {
    return new Closure(true, nanos, doublings);
  }

  /**
   * Holds requests back for a pause that doubles each time.
   *
   * @param jitter from 0 to 1, so that processes that share a budget do not return together
   */
  Closure pause(double jitter, long nowNanos) {
    long doubled = FIRST_PAUSE_NANOS << Math.min(doublings, MAX_DOUBLINGS);
    return new Closure(true, nowNanos + (long) (doubled * (0.5 + jitter)), doublings + 1);
  }

  /**
   * Handles an answer other than 429: the next pause is shorter. The doubling does not restart,
   * because a limit that lets some requests pass would be hit again just as often. A current pause
   * stays.
   */
  Closure relax() {
    return doublings == 0 ? this : new Closure(shut, untilNanos, doublings / 2);
  }
}
