package io.github.scaler4j.benchmarks.comparison;

import io.github.scaler4j.source.TimeSource;
import java.time.Instant;

/**
 * The machine's clock, accelerated by a factor: at a factor of ten, a minute of this clock lasts
 * six real seconds. Periods of this clock and delays of a {@link FastScheduler} shrink by the same
 * factor.
 */
final class FastClock implements TimeSource {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final double factor;
  private final long beginNanos = System.nanoTime();

  FastClock(double factor) {
    this.factor = factor;
  }

  @Override
  public long nanoTime() {
    return (long) ((System.nanoTime() - beginNanos) * factor);
  }

  @Override
  public Instant now() {
    return BEGIN.plusNanos(nanoTime());
  }
}
