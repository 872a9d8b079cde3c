package io.github.scaler4j.source;

/**
 * Receives a source's events, for metrics and logs.
 *
 * <p>Called on {@link SourceContext#executor()}, one event at a time and in order, never on a
 * thread that a reader needs. Each listener has its own bounded queue, so one that blocks, is slow
 * or throws affects no other. A listener that cannot keep up loses the oldest events, which is
 * logged. An exception of the listener is logged and has no other effect. A read that finds its
 * scaler's own value fresh reports nothing.
 */
public interface SourceListener {

  /** Ignores all events; none is created for it. */
  SourceListener NONE = new SourceListener() {};

  /**
   * An HTTP request ended, with whatever status.
   *
   * @param event the request and its outcome
   */
  default void onRequest(RequestEvent event) {}

  /**
   * A read of a scaler ended, with or without a value.
   *
   * @param event how long it took, how old its value is, and what went wrong
   */
  default void onRead(ReadEvent event) {}

  /**
   * A read was answered at once with a fresh value of another read or of a shared request.
   *
   * @param event the subject and the value's age
   */
  default void onCacheHit(CacheHitEvent event) {}

  /**
   * A read returned a value older than it should be.
   *
   * @param event the subject, the value's age, and the cause
   */
  default void onStaleAnswer(StaleAnswerEvent event) {}

  /**
   * An answer reported how much of the rate limit is left. The gate then lets requests pass at the
   * event's pace, unless a 429 has closed it.
   *
   * @param event the limit, and the pace
   */
  default void onRateLimit(RateLimitEvent event) {}

  /**
   * A 429 closed the rate-limit gate.
   *
   * @param event the host, the account, and for how long
   */
  default void onGateClosed(GateClosedEvent event) {}

  /**
   * A query was isolated because it was refused.
   *
   * @param event the query, the cause, and the pause
   */
  default void onIsolation(IsolationEvent event) {}

  /**
   * A merged answer differed from a query's own answer. It was not used.
   *
   * @param event the query, and both values
   */
  default void onMergingDifference(MergingDifferenceEvent event) {}
}
