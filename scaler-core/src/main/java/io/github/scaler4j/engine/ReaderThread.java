package io.github.scaler4j.engine;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that is about to block for a value, and in the meantime runs the HTTP request itself.
 *
 * <p>To hand a request to another thread, and to be woken when the answer is there, costs more than
 * all else that is done around a request. The request stays shared: who has joined it gets its
 * answer, and if the reader is interrupted, the request goes on without it on another thread.
 */
public final class ReaderThread {

  private static final ThreadLocal<@Nullable ReaderThread> CURRENT = new ThreadLocal<>();

  /** A request that can run here or elsewhere. */
  interface Work {

    /** Runs to its end on this thread. */
    void run();

    /** Runs on another thread instead. */
    void handOver();

    /** The thread on which it runs was interrupted: ends that run soon, and goes on elsewhere. */
    void interrupt();
  }

  private final Duration timeout;
  private @Nullable Work work;
  private boolean several;

  private ReaderThread(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Asks for a value and waits for it.
   *
   * @param <T> the value
   * @param timeout how long this thread has at most
   * @param fetch asks; a single request that it sends may run on this thread
   * @return the value
   * @throws InterruptedException if this thread is interrupted; the future is then cancelled
   * @throws ExecutionException if the future fails
   */
  public static <T> T await(Duration timeout, Supplier<CompletableFuture<T>> fetch)
      throws InterruptedException, ExecutionException {
    ReaderThread outer = CURRENT.get();
    ReaderThread reader = new ReaderThread(timeout);
    CompletableFuture<T> future = null;
    CURRENT.set(reader);
    try {
      future = fetch.get();
    } finally {
      CURRENT.set(outer);
      reader.work(future != null);
    }
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(false);
      throw e;
    }
  }

  /**
   * Offers a request to the thread that sends it.
   *
   * @param offered the request, not yet begun
   * @param takes how long it takes at most
   * @return whether this thread sees to it
   */
  static boolean offer(Work offered, Duration takes) {
    ReaderThread reader = CURRENT.get();
    if (reader == null || takes.compareTo(reader.timeout) > 0 || reader.several) {
      return false;
    }
    Work first = reader.work;
    if (first == null) {
      reader.work = offered;
      return true;
    }
    // Which of several this thread waits for is not known here.
    reader.several = true;
    reader.work = null;
    first.handOver();
    return false;
  }

  private void work(boolean waits) {
    Work own = work;
    if (own == null) {
      return;
    }
    if (waits && !Thread.currentThread().isInterrupted()) {
      new Ear(own).run();
    } else {
      own.handOver();
    }
  }

  /** Hears an interrupt while a socket is silent, as the JDK's own channels do. */
  private static final class Ear extends AbstractInterruptibleChannel {

    private final Work work;

    Ear(Work work) {
      this.work = work;
    }

    void run() {
      begin();
      try {
        work.run();
      } finally {
        try {
          end(true);
        } catch (AsynchronousCloseException e) {
          // Interrupted, and the thread is still marked so: the wait that follows ends at once.
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    protected void implCloseChannel() {
      work.interrupt();
    }
  }
}
