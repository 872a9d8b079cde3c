package io.github.scaler4j.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.MergingDifferenceEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.ReadEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.StaleAnswerEvent;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies listeners of events on an executor, one event at a time and in order.
 *
 * <p>Thread-safe. A listener neither breaks nor delays a read: its exceptions are logged, and a
 * slow listener loses the oldest waiting events.
 */
public final class ListenerQueue implements SourceListener {

  private static final Logger log = LoggerFactory.getLogger(SourceListener.class);

  private static final int MOST_WAITING = 1_000;
  private static final long LOG_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final List<SourceListener> listeners = new CopyOnWriteArrayList<>();
  private final Executor executor;
  private final TimeSource time;
  private final Object lock = new Object();

  @GuardedBy("lock") private final ArrayDeque<Call> waiting = new ArrayDeque<>();

  @GuardedBy("lock") private boolean telling;

  @GuardedBy("lock") private long dropped;

  @GuardedBy("lock") private long loggedAtNanos;

  @GuardedBy("lock") private long failureLoggedAtNanos;

  /** A waiting call of a listener. */
  private record Call(SourceListener listener, Consumer<SourceListener> call) {
    void run() {
      call.accept(listener);
    }
  }

  private ListenerQueue(Executor executor, TimeSource time) {
    this.executor = executor;
    this.time = time;
    this.loggedAtNanos = time.nanoTime() - LOG_EVERY_NANOS;
    this.failureLoggedAtNanos = loggedAtNanos;
  }

  /**
   * Wraps a listener in a queue.
   *
   * @param listener may block, and may throw
   * @param executor runs the listener
   * @param time limits the log to one warning per minute
   * @return the listener itself if it is a queue; for {@link SourceListener#NONE} a queue without
   *     listeners
   */
  public static ListenerQueue of(SourceListener listener, Executor executor, TimeSource time) {
    if (listener instanceof ListenerQueue queue) {
      return queue;
    }
    ListenerQueue queue = new ListenerQueue(executor, time);
    queue.addListener(listener);
    return queue;
  }

  /**
   * Adds a listener, which gets all later events.
   *
   * @param listener may block, and may throw; {@link SourceListener#NONE} has no effect
   */
  public void addListener(SourceListener listener) {
    if (listener != SourceListener.NONE) {
      listeners.add(listener);
    }
  }

  /** Returns whether any listener exists, so that an event is worth creating. */
  public boolean hasListeners() {
    return !listeners.isEmpty();
  }

  @Override
  public void onRequest(RequestEvent event) {
    publish(listener -> listener.onRequest(event));
  }

  @Override
  public void onRead(ReadEvent event) {
    publish(listener -> listener.onRead(event));
  }

  @Override
  public void onCacheHit(CacheHitEvent event) {
    publish(listener -> listener.onCacheHit(event));
  }

  @Override
  public void onStaleAnswer(StaleAnswerEvent event) {
    publish(listener -> listener.onStaleAnswer(event));
  }

  @Override
  public void onRateLimit(RateLimitEvent event) {
    publish(listener -> listener.onRateLimit(event));
  }

  @Override
  public void onGateClosed(GateClosedEvent event) {
    publish(listener -> listener.onGateClosed(event));
  }

  @Override
  public void onIsolation(IsolationEvent event) {
    publish(listener -> listener.onIsolation(event));
  }

  @Override
  public void onMergingDifference(MergingDifferenceEvent event) {
    publish(listener -> listener.onMergingDifference(event));
  }

  private void publish(Consumer<SourceListener> call) {
    for (SourceListener listener : listeners) {
      add(new Call(listener, call));
    }
  }

  private void add(Call call) {
    boolean idle;
    long toLog = 0;
    synchronized (lock) {
      if (waiting.size() == MOST_WAITING) {
        waiting.remove();
        dropped++;
        toLog = takeDropped();
      }
      waiting.add(call);
      idle = !telling;
      telling = true;
    }
    if (toLog > 0) {
      log.warn(
          "the listener {} is too slow: {} events were dropped",
          call.listener().getClass().getName(),
          toLog);
    }
    if (idle) {
      start();
    }
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

  private void start() {
    try {
      executor.execute(this::deliverAll);
    } catch (RuntimeException | Error e) {
      // The executor is shut down or full. The queue is delivered with the next event.
      synchronized (lock) {
        telling = false;
      }
    }
  }

  private void deliverAll() {
    for (Call call = next(); call != null; call = next()) {
      try {
        call.run();
      } catch (RuntimeException | Error e) {
        onFailure(call.listener(), e);
      }
    }
  }

  private void onFailure(SourceListener listener, Throwable fault) {
    long now = time.nanoTime();
    synchronized (lock) {
      if (now - failureLoggedAtNanos < LOG_EVERY_NANOS) {
        return;
      }
      failureLoggedAtNanos = now;
    }
    log.warn("the listener {} failed", listener.getClass().getName(), fault);
  }

  private @Nullable Call next() {
    synchronized (lock) {
      Call call = waiting.poll();
      telling = call != null;
      return call;
    }
  }
}
