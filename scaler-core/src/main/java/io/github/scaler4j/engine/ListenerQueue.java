package io.github.scaler4j.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies one listener of events on an executor, one event at a time and in order. Thread-safe.
 * Only the newest events wait for a slow listener.
 */
final class ListenerQueue {

  private static final Logger log = LoggerFactory.getLogger(SourceListener.class);

  private static final int MOST_WAITING = 1_000;
  private static final long LOG_EVERY_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long FIRST_RETRY_NANOS = Duration.ofSeconds(1).toNanos();

  private final SourceListener listener;
  private final Executor executor;
  private final TimeSource time;
  private final Object lock = new Object();

  @GuardedBy("lock") private final ArrayDeque<Consumer<SourceListener>> waiting = new ArrayDeque<>();

  @GuardedBy("lock") private Delivery delivery = Delivery.NONE;

  @GuardedBy("lock") private long submittedAtNanos;

  @GuardedBy("lock") private long retryNanos = FIRST_RETRY_NANOS;

  @GuardedBy("lock") private long dropped;

  @GuardedBy("lock") private long loggedAtNanos;

  @GuardedBy("lock") private long failureLoggedAtNanos;

  private enum Delivery {
    NONE,
    SUBMITTED,
    RUNNING
  }

  ListenerQueue(SourceListener listener, Executor executor, TimeSource time) {
    this.listener = listener;
    this.executor = executor;
    this.time = time;
    this.loggedAtNanos = time.nanoTime() - LOG_EVERY_NANOS;
    this.failureLoggedAtNanos = loggedAtNanos;
  }

  void add(Consumer<SourceListener> event) {
    long toLog = 0;
    boolean started;
    boolean submit;
    synchronized (lock) {
      started = delivery == Delivery.RUNNING;
      if (waiting.size() == MOST_WAITING) {
        waiting.remove();
        dropped++;
        toLog = takeDropped();
      }
      waiting.add(event);
      submit = takeSubmission();
    }
    if (submit) {
      submit();
    }
    if (toLog > 0) {
      log.warn(
          started
              ? "the listener {} is too slow; events dropped: {}"
              : "the executor does not run the listener {}; events dropped: {}",
          listener.getClass().getName(),
          toLog);
    }
  }

  /**
   * Returns whether the caller must submit a delivery. An executor may drop a task, so one that has
   * not started in time is submitted again. The wait doubles each time, so few tasks pile up in an
   * executor that is only late.
   */
  @GuardedBy("lock") private boolean takeSubmission() {
    long now = time.nanoTime();
    boolean overdue = delivery == Delivery.SUBMITTED && now - submittedAtNanos >= retryNanos;
    if (delivery != Delivery.NONE && !overdue) {
      return false;
    }
    if (overdue) {
      retryNanos *= 2;
    }
    delivery = Delivery.SUBMITTED;
    submittedAtNanos = now;
    return true;
  }

  /**
   * Returns how many events were dropped since the last warning, or zero if the next warning is not
   * due.
   */
  @GuardedBy("lock") private long takeDropped() {
    long now = time.nanoTime();
    if (now - loggedAtNanos < LOG_EVERY_NANOS) {
      return 0;
    }
    loggedAtNanos = now;
    long count = dropped;
    dropped = 0;
    return count;
  }

  private void submit() {
    try {
      executor.execute(this::deliverAll);
    } catch (Throwable e) {
      // The executor is shut down or full. The next event tries again.
      synchronized (lock) {
        if (delivery == Delivery.SUBMITTED) {
          delivery = Delivery.NONE;
        }
      }
    }
  }

  private void deliverAll() {
    synchronized (lock) {
      if (delivery == Delivery.RUNNING) {
        return;
      }
      delivery = Delivery.RUNNING;
      retryNanos = FIRST_RETRY_NANOS;
    }
    boolean ended = false;
    try {
      for (Consumer<SourceListener> event = next(); event != null; event = next()) {
        deliver(event);
      }
      ended = true;
    } finally {
      // Logging calls the exception's own methods, which may throw. The next event starts again.
      if (!ended) {
        synchronized (lock) {
          delivery = Delivery.NONE;
        }
      }
    }
  }

  // A listener in Kotlin may throw a checked exception, too.
  private void deliver(Consumer<SourceListener> event) {
    try {
      event.accept(listener);
    } catch (Throwable e) {
      onFailure(e);
    }
  }

  private @Nullable Consumer<SourceListener> next() {
    synchronized (lock) {
      Consumer<SourceListener> event = waiting.poll();
      if (event == null) {
        delivery = Delivery.NONE;
      }
      return event;
    }
  }

  private void onFailure(Throwable fault) {
    long now = time.nanoTime();
    synchronized (lock) {
      if (now - failureLoggedAtNanos < LOG_EVERY_NANOS) {
        return;
      }
      failureLoggedAtNanos = now;
    }
    log.warn("the listener {} failed", listener.getClass().getName(), fault);
  }
}
