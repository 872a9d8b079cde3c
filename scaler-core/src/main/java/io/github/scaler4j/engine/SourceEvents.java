package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.SourceStatistics;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens in one source, and passes it on to a listener, guarded.
 *
 * <p>Thread-safe.
 */
public final class SourceEvents implements SourceListener {

  private final SourceListener listener;
  private final LongAdder cacheHits = new LongAdder();
  private final LongAdder staleAnswers = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder queries = new LongAdder();

  /**
   * Starts at zero.
   *
   * @param listener is told too; may throw
   */
  public SourceEvents(SourceListener listener) {
    this.listener = GuardedListener.of(listener);
  }

  /**
   * Returns what was counted.
   *
   * @param reads the source's reads
   * @return a snapshot
   */
  public SourceStatistics statistics(FreshnessCache<?, ?> reads) {
    return new SourceStatistics(
        reads.size(),
        reads.stats().evictionCount(),
        reads.stats().requestCount(),
        cacheHits.sum(),
        staleAnswers.sum(),
        requests.sum(),
        queries.sum());
  }

  @Override
  public void onRequest(RequestEvent event) {
    requests.increment();
    queries.add(event.queries());
    listener.onRequest(event);
  }

  @Override
  public void onCacheHit() {
    cacheHits.increment();
    listener.onCacheHit();
  }

  @Override
  public void onStaleAnswer(Duration age, MetricSourceException cause) {
    staleAnswers.increment();
    listener.onStaleAnswer(age, cause);
  }

  @Override
  public void onRateLimit(RateLimitEvent event) {
    listener.onRateLimit(event);
  }

  @Override
  public void onGateClosed(GateClosedEvent event) {
    listener.onGateClosed(event);
  }

  @Override
  public void onIsolation(IsolationEvent event) {
    listener.onIsolation(event);
  }
}
