package io.github.scaler4j;

import io.github.scaler4j.engine.FutureFault;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for a future that a timer completes at its deadline. */
final class BlockingWait {

  // The source's own timer ends a read at its deadline and may then return an older value.
  private static final Duration GRACE = Duration.ofMillis(100);

  private BlockingWait() {}

  /**
   * Waits for a future's result. The wait has its own limit, so a lost timer cannot block this
   * thread forever.
   *
   * @param subject names what is read, in messages
   * @param timeout the time from the start of the read to its deadline, for a message
   * @throws TransportException if no answer came within a grace period after the deadline, or if
   *     this thread is interrupted. It stays interrupted, and the future is cancelled
   * @throws RuntimeException if the future fails with it; an {@link Error} likewise
   */
  static <T> T await(
      CompletableFuture<T> future,
      String subject,
      Deadline deadline,
      Duration timeout,
      TimeSource time) {
    return await(
        future,
        subject,
        deadline,
        time,
        () -> {
          future.cancel(false);
          throw new TransportException(
              subject + ": no answer within " + timeout.toMillis() + " ms", null);
        });
  }

  /**
   * Waits for a future's result, as long as it takes.
   *
   * @param subject names what is read, in messages
   * @param onLate completes the future, or throws what this method throws; runs some time after the
   *     deadline
   * @throws TransportException if this thread is interrupted. It stays interrupted, and the future
   *     is cancelled
   * @throws RuntimeException if the future fails with it; an {@link Error} likewise
   */
  static <T> T await(
      CompletableFuture<T> future,
      String subject,
      Deadline deadline,
      TimeSource time,
      Runnable onLate) {
    while (true) {
      long left = deadline.leftNanos(time);
      try {
        return future.get(left + GRACE.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // The machine may have stopped, and then the timer needs some time too.
        if (left == 0) {
          onLate.run();
        }
      } catch (InterruptedException e) {
        future.cancel(false);
        Thread.currentThread().interrupt();
        throw new TransportException(subject + ": interrupted while reading", e);
      } catch (ExecutionException e) {
        throw thrown(subject, e.getCause());
      }
    }
  }

  private static RuntimeException thrown(String subject, @Nullable Throwable wrapped) {
    Throwable cause = wrapped == null ? null : FutureFault.bare(wrapped);
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known
        ? known
        : new IllegalStateException(subject + ": read failed", cause);
  }
}
