package io.github.scaler4j.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.StaleAnswerEvent;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener what happens, on an executor, one event at a time and in order.
 *
 * <p>Thread-safe. A listener neither breaks nor delays a read: what it throws is logged, and a slow
 * listener loses the oldest waiting events.
 */
public final class ListenerQueue implements SourceListener {

  private static final Logger log = LoggerFactory.getLogger(SourceListener.class);

  private static final int MOST_WAITING = 1_000;
  private static final long LOG_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final SourceListener listener;
  private final Executor executor;
  private final TimeSource time;
  private final Object lock = new Object();

  @GuardedBy("lock") private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

  @GuardedBy("lock") private boolean telling;

  @GuardedBy("lock") private long dropped;

  @GuardedBy("lock") private long loggedAtNanos;

  private ListenerQueue(SourceListener listener, Executor executor, TimeSource time) {
    this.listener = listener;
    this.executor = executor;
    this.time = time;
    this.loggedAtNanos = time.nanoTime() - LOG_EVERY_NANOS;
  }

  /**
   * Wraps a listener in a queue.
   *
   * @param listener may block, and may throw
   * @param executor where it is told
   * @param time tells when a minute has passed
   * @return {@link SourceListener#NONE} and a listener with a queue as they are
   */
  public static SourceListener of(SourceListener listener, Executor executor, TimeSource time) {
    return listener == SourceListener.NONE || listener instanceof ListenerQueue
        ? listener
        : new ListenerQueue(listener, executor, time);
  }

  @Override
  public void onRequest(RequestEvent event) {
    add(() -> listener.onRequest(event));
  }

  @Override
  public void onCacheHit(CacheHitEvent event) {
    add(() -> listener.onCacheHit(event));
  }

  @Override
  public void onStaleAnswer(StaleAnswerEvent event) {
    add(() -> listener.onStaleAnswer(event));
  }

  @Override
  public void onRateLimit(RateLimitEvent event) {
    add(() -> listener.onRateLimit(event));
  }

  @Override
  public void onGateClosed(GateClosedEvent event) {
    add(() -> listener.onGateClosed(event));
  }

  @Override
  public void onIsolation(IsolationEvent event) {
    add(() -> listener.onIsolation(event));
  }

  private void add(Runnable call) {
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
          listener.getClass().getName(),
          toLog);
    }
    if (idle) {
      start();
    }
  }

  /**
   * Returns how many events were dropped since the last line of the log, or zero before its time.
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
      executor.execute(this::tellAll);
    } catch (RuntimeException | Error e) {
      // The executor is shut down or full. The queue is delivered with the next event.
      synchronized (lock) {
        telling = false;
      }
    }
  }

  private void tellAll() {
    for (Runnable call = next(); call != null; call = next()) {
      try {
        call.run();
      } catch (RuntimeException | Error e) {
        log.warn("the listener {} failed", listener.getClass().getName(), e);
      }
    }
  }

  private @Nullable Runnable next() {
    synchronized (lock) {
      Runnable call = waiting.poll();
      telling = call != null;
      return call;
    }
  }
}
