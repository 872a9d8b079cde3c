package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.StaleAnswerEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Records a source's events. */
final class TestEvents implements SourceListener {

  final List<RequestEvent> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger cacheHits = new AtomicInteger();
  final List<StaleAnswerEvent> stale = new CopyOnWriteArrayList<>();
  final List<RateLimitEvent> budgets = new CopyOnWriteArrayList<>();
  final List<GateClosedEvent> closures = new CopyOnWriteArrayList<>();
  final List<IsolationEvent> isolations = new CopyOnWriteArrayList<>();

  @Override
  public void onRequest(RequestEvent event) {
    requests.add(event);
  }

  @Override
  public void onCacheHit(CacheHitEvent event) {
    cacheHits.incrementAndGet();
  }

  @Override
  public void onStaleAnswer(StaleAnswerEvent event) {
    stale.add(event);
  }

  @Override
  public void onRateLimit(RateLimitEvent event) {
    budgets.add(event);
  }

  @Override
  public void onGateClosed(GateClosedEvent event) {
    closures.add(event);
  }

  @Override
  public void onIsolation(IsolationEvent event) {
    isolations.add(event);
  }
}
