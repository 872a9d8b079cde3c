package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws from breaking a read. */
public final class GuardedListener implements SourceListener {

  private static final Logger log = LoggerFactory.getLogger(SourceListener.class);

  private final SourceListener listener;

  private GuardedListener(SourceListener listener) {
    this.listener = listener;
  }

  /**
   * Guards a listener.
   *
   * @param listener may throw
   * @return one that does not
   */
  public static SourceListener of(SourceListener listener) {
    return listener == SourceListener.NONE || listener instanceof GuardedListener
        ? listener
        : new GuardedListener(listener);
  }

  @Override
  public void onRequest(RequestEvent event) {
    guard(() -> listener.onRequest(event));
  }

  @Override
  public void onCacheHit() {
    guard(listener::onCacheHit);
  }

  @Override
  public void onStaleAnswer(Duration age, MetricSourceException cause) {
    guard(() -> listener.onStaleAnswer(age, cause));
  }

  @Override
  public void onRateLimit(RateLimitEvent event) {
    guard(() -> listener.onRateLimit(event));
  }

  @Override
  public void onGateClosed(GateClosedEvent event) {
    guard(() -> listener.onGateClosed(event));
  }

  @Override
  public void onIsolation(IsolationEvent event) {
    guard(() -> listener.onIsolation(event));
  }

  // An error too: a class that a listener's metrics library lacks must not strand who waits.
  private void guard(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error e) {
      log.warn("the listener {} failed", listener.getClass().getName(), e);
    }
  }
}
