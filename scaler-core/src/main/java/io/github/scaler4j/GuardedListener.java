package io.github.scaler4j;

import io.github.scaler4j.source.RequestEvent;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what a listener throws from breaking a read. */
final class GuardedListener implements ScalerListener {

  private static final Logger log = LoggerFactory.getLogger(ScalerListener.class);

  private final ScalerListener listener;

  GuardedListener(ScalerListener listener) {
    this.listener = listener;
  }

  @Override
  public void onRequest(RequestEvent event) {
    guard(event, listener::onRequest);
  }

  private static <E> void guard(E event, Consumer<E> callback) {
    try {
      callback.accept(event);
    } catch (RuntimeException e) {
      log.warn("a ScalerListener failed on {}", event, e);
    }
  }
}
