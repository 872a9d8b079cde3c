package io.github.scaler4j.source;

import java.time.Instant;

/**
 * The only place where time comes from.
 *
 * <p>Thread-safe. Ages and waits are measured with {@link #nanoTime()}, which never steps; {@link
 * #now()} dates what users see and the windows that are asked of Datadog.
 */
public interface TimeSource {

  /**
   * Returns a monotonic time, of which only differences mean something.
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
