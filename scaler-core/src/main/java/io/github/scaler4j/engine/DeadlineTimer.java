package io.github.scaler4j.engine;

import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs tasks at the deadlines of futures. */
public final class DeadlineTimer {

  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private DeadlineTimer() {}

  /**
   * Runs a task at a deadline, unless a future completes first.
   *
   * @param future its completion removes the task from the scheduler
   * @param deadline when the task runs
   * @param context time and scheduler
   * @param timeUp the task; short, since it runs on the scheduler's thread
   * @return false if the scheduler has been shut down and takes no task
   */
  public static boolean start(
      CompletableFuture<?> future, Deadline deadline, SourceContext context, Runnable timeUp) {
    if (future.isDone()) {
      return true;
    }
    if (context.scheduler().isShutdown()) {
      // A scheduler may discard tasks silently.
      return false;
    }
    Future<?> timer;
    try {
      timer =
          context
              .scheduler()
              .schedule(timeUp, deadline.leftNanos(context.time()), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return false;
    }
    Backstop.whenDone(future, (value, fault) -> timer.cancel(false), fault -> {});
    return true;
  }

  /**
   * Returns the time that is left in milliseconds, for a message. Rounded, so the time already
   * spent does not show.
   */
  static long millisLeft(Deadline deadline, SourceContext context) {
    long nanos = deadline.leftNanos(context.time());
    return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
  }
}
