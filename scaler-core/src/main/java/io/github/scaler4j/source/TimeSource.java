package io.github.scaler4j.source;

import java.time.Instant;

/**
 * The library's only source of time.
 *
 * <p>Thread-safe. {@link #nanoTime()} never steps and measures ages and waits. {@link #now()} gives
 * the times that users see, and the windows of Datadog queries.
 */
public interface TimeSource {

  /**
   * Returns a monotonic time. Only differences are meaningful.
   *
   * @return nanoseconds
   */
  long nanoTime();

  /**
   * Returns the time of day.
   *
   * @return the moment that the wall clock shows
   */
  Instant now();

  /**
   * Returns the machine's clocks.
   *
   * @return always the same object
   */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }
}
