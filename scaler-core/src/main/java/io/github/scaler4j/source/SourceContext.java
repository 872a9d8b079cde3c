package io.github.scaler4j.source;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * What a source does not make itself: time, delay, randomness, and who is told.
 *
 * @param time where time comes from
 * @param scheduler runs short tasks after a delay; whoever made it shuts it down
 * @param random gives numbers from 0 inclusive to 1 exclusive, for jitter; thread-safe
 * @param listener is told what happens
 */
public record SourceContext(
    TimeSource time,
    ScheduledExecutorService scheduler,
    DoubleSupplier random,
    SourceListener listener) {

  /**
   * Makes a context.
   *
   * @throws NullPointerException if an argument is null
   */
  public SourceContext {
    requireNonNull(time, "time");
    requireNonNull(scheduler, "scheduler");
    requireNonNull(random, "random");
    requireNonNull(listener, "listener");
  }
}
