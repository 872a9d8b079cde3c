package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import org.jspecify.annotations.Nullable;

/** Counts the permits of requests in flight. A test sets whether it gives any. */
final class CountingGuard implements Guard {

  /** Whether it gives no permit. */
  boolean down;

  /** Whether the circuit is open, so that no query is accepted. */
  boolean open;

  private int permits;

  int permits() {
    return permits;
  }

  @Override
  public @Nullable MetricSourceException refusal() {
    return open ? new TransportException("not asked", null) : null;
  }

  @Override
  public @Nullable MetricSourceException acquire() {
    if (down) {
      return new TransportException("not asked", null);
    }
    permits++;
    return null;
  }

  @Override
  public void settle(Guard.Sign sign, @Nullable MetricSourceException fault) {
    permits--;
  }
}
