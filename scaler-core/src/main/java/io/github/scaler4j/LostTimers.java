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
 * Ends asynchronous reads whose timers were lost. A caller's scheduler may drop tasks, and the
 * factory's own drops them when it is closed.
 *
 * <p>It uses the JDK's own timer, and only with the system's time: in virtual time only the
 * scheduler can know that a timer is late.
 */
final class LostTimers {

  // The source's own timer ends a read at its deadline and may then return an older value.
  private static final Duration GRACE = Duration.ofMillis(100);

  private final Executor executor;
  private final TimeSource time;

  /**
   * Creates a watch without any reads.
   *
   * @param executor completes late reads, and so runs the caller's callbacks
   */
  LostTimers(Executor executor, TimeSource time) {
    this.executor = executor;
    this.time = time;
  }

  /** Fails a read some time after its deadline, unless it has completed by then. */
  void watch(CallerFuture<?> read, String subject, Deadline deadline, Duration timeout) {
    TransportException late =
        new TransportException(
            subject
                + ": no answer within "
                + timeout.toMillis()
                + " ms, and the scheduler did not run the read's timer",
            null);
    watch(read, deadline.left(time).plus(GRACE), () -> end(read, late));
  }

  /**
   * Ends what a decision still reads some time after the watch would have ended each of its reads,
   * so that their own faults count.
   */
  void watch(Readings readings, Duration timeout) {
    watch(
        readings.all(), timeout.plus(GRACE).plus(GRACE), () -> readings.endUnfinished(time.now()));
  }

  private static void watch(CompletableFuture<?> future, Duration length, Runnable onLate) {
    if (future.isDone()) {
      return;
    }
    CompletableFuture<Void> timer =
        new CompletableFuture<Void>().orTimeout(length.toNanos(), TimeUnit.NANOSECONDS);
    Backstop.whenDone(
        timer,
        (nothing, fault) -> {
          if (fault != null) {
            onLate.run();
          }
        },
        fault -> {});
    Backstop.whenDone(future, (value, fault) -> timer.complete(null), fault -> {});
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
