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

/** A blocking read: the wait for a future that a timer ends at its deadline. */
final class BlockingWait {

  // The source's own timer ends a read at its deadline, and may then give an older value.
  private static final Duration GRACE = Duration.ofMillis(100);

  private BlockingWait() {}

  /**
   * Waits for what a future gives. The wait has a bound of its own, so that a lost timer does not
   * strand this thread.
   *
   * @param subject names what is read, in messages
   * @param timeout how far the deadline was away at first, for a message
   * @throws TransportException if no answer came long after the deadline, and if this thread is
   *     interrupted, which it stays; the future is then cancelled
   * @throws RuntimeException or an {@link Error}, what the future failed with
   */
  static <T> T await(
      CompletableFuture<T> future,
      String subject,
      Deadline deadline,
      Duration timeout,
      TimeSource time) {
    while (true) {
      try {
        return future.get(deadline.leftNanos(time) + GRACE.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (deadline.isOver(time)) {
          future.cancel(false);
          throw new TransportException(
              subject + ": no answer within " + timeout.toMillis() + " ms", e);
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
