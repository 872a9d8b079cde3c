package io.github.scaler4j.metrics;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalersHealth;
import io.github.scaler4j.source.SourceStatistics;
import io.micrometer.core.instrument.Clock;
import java.util.concurrent.TimeUnit;

/**
 * A snapshot of a factory's state, taken at most once a second however many gauges read it.
 * Thread-safe.
 */
final class Snapshot {

  private static final long RENEWED_AFTER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DatadogScalers scalers;
  private final Clock clock;
  private final Object lock = new Object();

  @GuardedBy("lock") private State state;

  private record State(SourceStatistics statistics, ScalersHealth health, long takenNanos) {}

  Snapshot(DatadogScalers scalers, Clock clock) {
    this.scalers = scalers;
    this.clock = clock;
    this.state = take();
  }

  private State take() {
    return new State(scalers.statistics(), scalers.health(), clock.monotonicTime());
  }

  SourceStatistics statistics() {
    return state().statistics();
  }

  ScalersHealth health() {
    return state().health();
  }

  /** Takes a new snapshot. */
  void renew() {
    synchronized (lock) {
      state = take();
    }
  }

  private State state() {
    synchronized (lock) {
      if (clock.monotonicTime() - state.takenNanos() >= RENEWED_AFTER_NANOS) {
        state = take();
      }
      return state;
    }
  }
}
