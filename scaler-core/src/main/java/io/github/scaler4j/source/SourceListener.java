package io.github.scaler4j.source;

/**
 * Receives a source's events, for metrics and logs.
 *
 * <p>Called on {@link SourceContext#executor()}, one event at a time and in order, never on a
 * thread that a reader needs. A listener that cannot keep up loses the oldest events, which is
 * logged. An exception of the listener is logged and has no other effect. A read that finds its
 * scaler's own value fresh reports nothing.
 */
public interface SourceListener {

  /** Ignores all events; none is created for it. */
  SourceListener NONE = new SourceListener() {};

  /**
   * An HTTP request ended, with whatever status; it also tells how full it was.
   *
   * @param event what was asked and what came of it
   */
  default void onRequest(RequestEvent event) {}

  /**
   * A read of a scaler ended, with a value or without.
   *
   * @param event how long it took, how old its value is, and what went wrong
   */
  default void onRead(ReadEvent event) {}

  /**
   * A read was answered at once with a fresh value of another read or of a shared request.
   *
   * @param event what was read
   */
  default void onCacheHit(CacheHitEvent event) {}

  /**
   * A read was answered with a value older than it should be.
   *
   * @param event how old it is, and why
   */
  default void onStaleAnswer(StaleAnswerEvent event) {}

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

  /**
   * A merged answer was not what a query's own answer is; it was not used.
   *
   * @param event which, and both values
   */
  default void onMergingDifference(MergingDifferenceEvent event) {}
}
