package io.github.scaler4j;

import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Turn latest;

  /** A run that has begun, and the schedule before it. Immutable. */
  static final class Turn {
    private final boolean regular;
    private final boolean begun;
    private final long lastNanos;
    private final long nextNanos;

    private Turn(boolean regular, Cadence before) {
      this.regular = regular;
      this.begun = before.begun;
      this.lastNanos = before.lastNanos;
      this.nextNanos = before.nextNanos;
    }

    /** Returns whether the run is regular; false if most of the interval was still to come. */
    boolean isRegular() {
      return regular;
    }
  }

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

  /** Records that a run begins now, due or not. */
  Turn begin() {
    long now = time.nanoTime();
    Turn turn = new Turn(!begun || now - lastNanos >= intervalNanos / 2, this);
    long late = now - nextNanos;
    nextNanos =
        begun && late >= 0 && late < intervalNanos
            ? nextNanos + intervalNanos
            : now + intervalNanos;
    lastNanos = now;
    begun = true;
    latest = turn;
    return turn;
  }

  /** Makes a run that came to nothing due again, unless a later one has begun. */
  void abandon(Turn turn) {
    if (turn != latest) {
      return;
    }
    begun = turn.begun;
    lastNanos = turn.lastNanos;
    nextNanos = turn.nextNanos;
    latest = null;
  }
}
