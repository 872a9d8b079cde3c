package io.github.scaler4j.trigger;

import com.github.benmanes.caffeine.cache.Interner;
import java.time.Duration;

/** Interns the durations of triggers, because thousands of triggers have the same few. */
final class SharedDurations {

  private static final Interner<Duration> DURATIONS = Interner.newWeakInterner();

  private SharedDurations() {}

  static Duration of(Duration duration) {
    return DURATIONS.intern(duration);
  }
}
