package io.github.scaler4j;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Ends asynchronous reads whose timers were lost, because a caller's scheduler may drop tasks.
 *
 * <p>It uses the JDK's own timer, and only with the system's time: in virtual time only the
 * scheduler can know that a timer is late.
 */
final class LostTimers {

  // The source's own timer ends a read at its deadline and may then return an older value.
  private static final Duration GRACE = Duration.ofMillis(100);

  private final Executor executor;

  /**
   * Creates a watch without any reads.
   *
   * @param executor completes late reads, and so runs the caller's callbacks
   */
  LostTimers(Executor executor) {
    this.executor = executor;
  }

  /** Fails a read some time after its deadline, unless it has completed by then. */
  void watch(
      CallerFuture<?> read, String subject, Deadline deadline, Duration timeout, TimeSource time) {
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

  private void end(CallerFuture<?> read, TransportException late) {
    try {
      executor.execute(() -> read.fail(late));
    } catch (Throwable e) {
      // The executor is shut down or full; the caller still gets its answer.
      read.fail(late);
    }
  }
}
