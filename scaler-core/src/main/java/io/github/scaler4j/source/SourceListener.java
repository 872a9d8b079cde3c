package io.github.scaler4j.source;

import io.github.scaler4j.error.MetricSourceException;
import java.time.Duration;

/**
 * Is told what a source does, for metrics and logs.
 *
 * <p>Called on the thread on which it happens, so implementations are quick and thread-safe. What
 * they throw is logged and goes no further. Nothing is reported of a read that finds its scaler's
 * own value fresh.
 */
public interface SourceListener {

  /** Listens to nothing. */
  SourceListener NONE = new SourceListener() {};

  /**
   * An HTTP request ended, with whatever status; it also tells how full it was.
   *
   * @param event what was asked and what came of it
   */
  default void onRequest(RequestEvent event) {}

  /** A read was answered with a value that another read or a shared request had fetched. */
  default void onCacheHit() {}

  /**
   * A read was answered with a value older than it should be.
   *
   * @param age how long ago the upstream gave it
   * @param cause why no newer one could be had
   */
  default void onStaleAnswer(Duration age, MetricSourceException cause) {}

  /**
   * An answer told how much of the rate limit is left. The gate lets requests go at the pace that
   * follows, unless a 429 closed it.
   *
   * @param event what it said, and the pace that follows
   */
  default void onRateLimit(RateLimitEvent event) {}

  /**
   * A 429 shut the rate-limit gate.
   *
   * @param event where, and for how long
   */
  default void onGateClosed(GateClosedEvent event) {}

  /**
   * A query was set apart because it is refused.
   *
   * @param event which, why, and for how long
   */
  default void onIsolation(IsolationEvent event) {}
}
