package io.github.scaler4j.trigger;

import com.github.benmanes.caffeine.cache.Interner;
import java.time.Duration;

/** The durations of triggers, which are few: thousands of triggers share the same objects. */
final class SharedDurations {

  private static final Interner<Duration> DURATIONS = Interner.newWeakInterner();

  private SharedDurations() {}

  static Duration of(Duration duration) {
    return DURATIONS.intern(duration);
  }
}
