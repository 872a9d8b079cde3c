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

  /** Ignores all events, so none is created. */
  SourceListener NONE = new SourceListener() {};

  /**
   * Called when an HTTP request ends, whatever its status.
   *
   * @param event the request and its outcome
   */
  default void onRequest(RequestEvent event) {}

  /**
   * Called when a read of a scaler ends, with or without a value.
   *
   * @param event how long it took, how old its value is, and what went wrong
   */
  default void onRead(ReadEvent event) {}

  /**
   * Called when a read is answered at once with a fresh value of another read or of a shared
   * request.
   *
   * @param event the subject and the value's age
   */
  default void onCacheHit(CacheHitEvent event) {}

  /**
   * Called when a read returns a stale value.
   *
   * @param event the subject, the value's age, and the cause
   */
  default void onStaleAnswer(StaleAnswerEvent event) {}

  /**
   * Called when an answer reports how much of the rate limit is left. The gate then lets requests
   * pass at the event's pace, unless a 429 has closed it.
   *
   * @param event the limit, and the pace
   */
  default void onRateLimit(RateLimitEvent event) {}

  /**
   * Called when a 429 closes the rate-limit gate.
   *
   * @param event the host, the account, and for how long
   */
  default void onGateClosed(GateClosedEvent event) {}

  /**
   * Called when a query is isolated because it was refused.
   *
   * @param event the query, the cause, and the pause
   */
  default void onIsolation(IsolationEvent event) {}

  /**
   * Called when a merged answer differs from a query's own answer. The merged answer is not used.
   *
   * @param event the query, and both values
   */
  default void onMergingDifference(MergingDifferenceEvent event) {}
}
