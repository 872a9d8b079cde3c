package io.github.scaler4j.datadogapi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Caches a value for a while. Thread-safe. */
final class Recent<T> {

  private final Duration keptFor;
  private final TimeSource time;
  private final Object lock = new Object();

  @GuardedBy("lock") private @Nullable T value;

  @GuardedBy("lock") private long madeNanos;

  Recent(Duration keptFor, TimeSource time) {
    this.keptFor = keptFor;
    this.time = time;
  }

  /** Returns the last value while it is recent, or a new one. */
  T get(Supplier<T> make) {
    synchronized (lock) {
      T last = value;
      if (last != null && time.nanoTime() - madeNanos < keptFor.toNanos()) {
        return last;
      }
      T made = make.get();
      value = made;
      madeNanos = time.nanoTime();
      return made;
    }
  }
}
