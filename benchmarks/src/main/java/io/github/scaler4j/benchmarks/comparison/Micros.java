package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.source.TimeSource;
import java.time.Instant;

/** The machine's time of day, which both processes share, in microseconds since 1970. */
final class Micros {

  private Micros() {}

  static long now() {
    Instant now = TimeSource.system().now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
