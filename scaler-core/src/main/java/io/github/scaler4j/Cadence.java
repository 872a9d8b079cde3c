package io.github.scaler4j;

import io.github.scaler4j.source.TimeSource;
import java.time.Duration;

/**
 * The next due time of work that repeats at an interval. The first run is due at once.
 *
 * <p>Not thread-safe. A late run does not delay the runs after it.
 */
final class Cadence {

  private final TimeSource time;
  private final long intervalNanos;
  private boolean begun;
  private long lastNanos;
  private long nextNanos;

  Cadence(Duration interval, TimeSource time) {
    this.time = time;
    this.intervalNanos = interval.toNanos();
  }

  Duration left() {
    return begun ? Duration.ofNanos(Math.max(0, nextNanos - time.nanoTime())) : Duration.ZERO;
  }

  boolean isDue() {
    return left().isZero();
  }

  /**
   * Records that a run begins now, due or not.
   *
   * @return whether the run counts as regular; false if most of the interval is still to come
   */
  boolean begin() {
    long now = time.nanoTime();
    boolean aboutTime = !begun || now - lastNanos >= intervalNanos / 2;
    long late = now - nextNanos;
    nextNanos =
        begun && late >= 0 && late < intervalNanos
            ? nextNanos + intervalNanos
            : now + intervalNanos;
    lastNanos = now;
    begun = true;
    return aboutTime;
  }
}
