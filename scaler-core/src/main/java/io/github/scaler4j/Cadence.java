package io.github.scaler4j;

import io.github.scaler4j.source.TimeSource;
import java.time.Duration;

/**
 * When something is done next that is done at an interval, at once the first time.
 *
 * <p>Not thread-safe. What begins late does not put off what follows.
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
   * Notes that it begins now, due or not.
   *
   * @return whether it is about time; false if most of the interval is still to pass
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
