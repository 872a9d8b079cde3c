package io.github.scaler4j.datadogapi.merging;

import java.time.Duration;

/** A pause that grows each time it is needed. Confined to its owner. */
final class Pause {

  private final long firstNanos;
  private final long longestNanos;
  private boolean began;
  private long untilNanos;
  private int count;

  Pause(Duration first, Duration longest) {
    this.firstNanos = first.toNanos();
    this.longestNanos = longest.toNanos();
  }

  void begin(long nowNanos) {
    int doublings = Math.min(count, 20);
    untilNanos = nowNanos + Math.min(longestNanos, firstNanos << doublings);
    count++;
    began = true;
  }

  boolean isOn(long nowNanos) {
    return began && nowNanos - untilNanos < 0;
  }

  /** Resets the growth if nothing has failed for the longest pause since the last one ended. */
  void forgetIfLongOver(long nowNanos) {
    if (began && nowNanos - untilNanos > longestNanos) {
      began = false;
      count = 0;
    }
  }
}
