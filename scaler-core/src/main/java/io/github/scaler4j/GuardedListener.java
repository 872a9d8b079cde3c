package io.github.scaler4j;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws from breaking a read. */
final class GuardedListener implements SourceListener {

  private static final Logger log = LoggerFactory.getLogger(ScalerListener.class);

  private final ScalerListener listener;

  private GuardedListener(ScalerListener listener) {
    this.listener = listener;
  }

  static SourceListener of(ScalerListener listener) {
    return listener == ScalerListener.NONE ? SourceListener.NONE : new GuardedListener(listener);
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
  public void onIsolation(IsolationEvent event) {
    guard(() -> listener.onIsolation(event));
  }

  private void guard(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException e) {
      log.warn("the ScalerListener {} failed", listener.getClass().getName(), e);
    }
  }
}
