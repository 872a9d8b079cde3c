package io.github.scaler4j;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Ends asynchronous reads whose timers were lost, since a caller's scheduler may drop tasks.
 *
 * <p>It waits on the JDK's own timer, and only for the system's time: in virtual time nothing but
 * the scheduler can tell that a timer is late.
 */
final class LostTimers {

  // The source's own timer ends a read at its deadline, and may then give an older value.
  private static final Duration GRACE = Duration.ofMillis(100);

  private final Executor executor;

  /**
   * Watches nothing yet.
   *
   * @param executor where late reads end, and with them the caller's callbacks
   */
  LostTimers(Executor executor) {
    this.executor = executor;
  }

  /** Ends a read after its deadline, unless it has ended before. */
  void watch(
      CompletableFuture<?> read,
      String subject,
      Deadline deadline,
      Duration timeout,
      TimeSource time) {
    if (read.isDone()) {
      return;
    }
    CompletableFuture<Void> timer =
        new CompletableFuture<Void>()
            .orTimeout(deadline.leftNanos(time) + GRACE.toNanos(), TimeUnit.NANOSECONDS);
    TransportException late =
        new TransportException(
            subject
                + ": no answer within "
                + timeout.toMillis()
                + " ms, and the scheduler did not run the read's timer",
            null);
    Backstop.whenDone(
        timer,
        (nothing, fault) -> {
          if (fault != null) {
            end(read, late);
          }
        },
        fault -> {});
    Backstop.whenDone(read, (value, fault) -> timer.complete(null), fault -> {});
  }

  private void end(CompletableFuture<?> read, TransportException late) {
    try {
      executor.execute(() -> read.completeExceptionally(late));
    } catch (RuntimeException | Error e) {
      // The executor is shut down or full; the caller still gets its answer.
      read.completeExceptionally(late);
    }
  }
}
