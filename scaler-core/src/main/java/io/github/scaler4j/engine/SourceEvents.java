package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.StaleAnswerEvent;
import io.github.scaler4j.source.TimeSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Counts the events of one source, and passes them to the context's listener.
 *
 * <p>Thread-safe; never blocks and never throws, whatever the listener does.
 */
public final class SourceEvents {

  private final Listeners listener;
  private final TimeSource time;
  private final LongAdder cacheHits = new LongAdder();
  private final LongAdder staleAnswers = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder queries = new LongAdder();
  private final LongAdder refusedRequests = new LongAdder();

  /**
   * Creates counters at zero.
   *
   * @param context the listener and its executor
   */
  public SourceEvents(SourceContext context) {
    this.listener = Listeners.of(context.listener(), context.executor(), context.time());
    this.time = context.time();
  }

  /**
   * Passes an event to the listener. Without a listener the event is not created.
   *
   * @param <E> the event
   * @param callback the listener's method, such as {@code SourceListener::onRequest}
   * @param event creates the event; called at once
   */
  public <E> void publish(BiConsumer<SourceListener, E> callback, Supplier<E> event) {
    if (listener.hasListeners()) {
      callback.accept(listener, event.get());
    }
  }

  /**
   * Counts a request that has ended.
   *
   * @param status its HTTP status, or 0
   * @param queries how many queries it carried
   */
  public void countRequest(int status, int queries) {
    requests.increment();
    if (status == 429) {
      refusedRequests.increment();
    }
    this.queries.add(queries);
  }

  /** Reports that a reader got a fresh value. */
  void onHit(String subject, Fetched<?> fetched) {
    cacheHits.increment();
    publish(
        SourceListener::onCacheHit, () -> new CacheHitEvent(subject, fetched.age(time.nanoTime())));
  }

  /** Reports that a reader gets an older value, and returns that value marked as stale. */
  <V> Fetched<V> onStale(String subject, Fetched<V> fetched, MetricSourceException why) {
    staleAnswers.increment();
    publish(
        SourceListener::onStaleAnswer,
        () -> new StaleAnswerEvent(subject, fetched.age(time.nanoTime()), why));
    return fetched.stale(why);
  }

  /**
   * Returns the counts.
   *
   * @param reads the source's reads
   * @param hosts the state of its hosts
   * @return a snapshot
   */
  public SourceStatistics statistics(FreshnessCache<?, ?> reads, List<HostStatus> hosts) {
    return SourceStatistics.builder()
        .liveQueries(reads.size())
        .forgottenQueries(reads.stats().evictionCount())
        .reads(reads.stats().requestCount())
        .cacheHits(cacheHits.sum())
        .staleAnswers(staleAnswers.sum())
        .requests(requests.sum())
        .queries(queries.sum())
        .refusedRequests(refusedRequests.sum())
        .hosts(hosts)
        .build();
  }
}
