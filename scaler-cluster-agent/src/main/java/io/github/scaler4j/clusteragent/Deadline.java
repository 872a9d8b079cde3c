package io.github.scaler4j.clusteragent;

import io.github.scaler4j.source.TimeSource;
import java.time.Duration;

record Deadline(long atNanos) {

  static Deadline in(Duration timeout, TimeSource time) {
    return new Deadline(time.nanoTime() + timeout.toNanos());
  }

  Duration left(TimeSource time) {
    return Duration.ofNanos(Math.max(1, atNanos - time.nanoTime()));
  }

  Deadline share(int parts, TimeSource time) {
    return in(left(time).dividedBy(parts), time);
  }
}
