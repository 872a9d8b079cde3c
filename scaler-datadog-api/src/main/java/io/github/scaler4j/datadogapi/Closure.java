package io.github.scaler4j.datadogapi;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The state of an account that a 429 may have shut. Immutable.
 *
 * @param shut whether nothing may leave before {@code untilNanos}
 * @param untilNanos when it opens again
 * @param doublings how often the pause has doubled without an answer in between
 */
record Closure(boolean shut, long untilNanos, int doublings) {

  /** Nothing is shut. */
  static final Closure OPEN = new Closure(false, 0, 0);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_DOUBLINGS = 8;

  /**
   * Returns until when a 429 lets nothing leave.
   *
   * @return empty if it does not tell, or names a limit that was not hit
   */
  static OptionalLong toldUntil(RateLimitHeaders headers, long nowNanos) {
    long pause = headers.retryAfterSeconds().orElse(0);
    if (pause == 0 && headers.remaining().orElse(0) == 0) {
      pause = headers.resetSeconds().orElse(0);
    }
    return pause == 0
        ? OptionalLong.empty()
        : OptionalLong.of(nowNanos + TimeUnit.SECONDS.toNanos(pause));
  }

  /** Returns this closure as it stands now. */
  Closure at(long nowNanos) {
    return shut && nowNanos - untilNanos >= 0 ? new Closure(false, untilNanos, doublings) : this;
  }

  /** Shuts until a known moment. */
  Closure shutUntil(long nanos) {
    return new Closure(true, nanos, doublings);
  }

  /**
   * Shuts for a pause that doubles each time.
   *
   * @param jitter from 0 to 1, so that processes that share a budget do not return together
   */
  Closure pause(double jitter, long nowNanos) {
    long doubled = FIRST_PAUSE_NANOS << Math.min(doublings, MAX_DOUBLINGS);
    return new Closure(true, nowNanos + (long) (doubled * (0.5 + jitter)), doublings + 1);
  }

  /**
   * An answer other than 429 came: the next pause is shorter. It does not start anew, since a limit
   * that lets some requests pass would be run into as often. An open pause is kept.
   */
  Closure relax() {
    return doublings == 0 ? this : new Closure(shut, untilNanos, doublings / 2);
  }
}
