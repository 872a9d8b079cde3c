package io.github.scaler4j.engine;

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Passes events to listeners, each through a queue of its own.
 *
 * <p>Thread-safe. A listener neither breaks nor delays a read or another listener: its exceptions
 * are logged, and a slow listener loses the oldest of its waiting events.
 */
public final class Listeners implements SourceListener {

  private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();
  private final Executor executor;
  private final TimeSource time;

  private Listeners(Executor executor, TimeSource time) {
    this.executor = executor;
    this.time = time;
  }

  /**
   * Wraps a listener.
   *
   * @param listener may block, and may throw
   * @param executor runs the listeners
   * @param time limits the log to one warning per listener and minute
   * @return the listener itself if it has queues already; for {@link SourceListener#NONE} an object
   *     without listeners
   */
  public static Listeners of(SourceListener listener, Executor executor, TimeSource time) {
    if (listener instanceof Listeners queued) {
      return queued;
    }
    Listeners listeners = new Listeners(executor, time);
    listeners.addListener(listener);
    return listeners;
  }

  /**
   * Adds a listener, which gets all later events.
   *
   * @param listener may block, and may throw; {@link SourceListener#NONE} has no effect
   */
  public void addListener(SourceListener listener) {
    if (listener != SourceListener.NONE) {
      queues.add(new ListenerQueue(listener, executor, time));
    }
  }

  /** Returns whether any listener exists, so that an event is worth creating. */
  public boolean hasListeners() {
    return !queues.isEmpty();
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

  private void publish(Consumer<SourceListener> event) {
    for (ListenerQueue queue : queues) {
      queue.add(event);
    }
  }
}
