package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.StaleAnswerEvent;
import io.github.scaler4j.source.TimeSource;

/** Counts and reports how the readers of one subject are answered. */
final class ReadEvents {

  private final String subject;
  private final TimeSource time;
  private final SourceEvents events;

  ReadEvents(String subject, TimeSource time, SourceEvents events) {
    this.subject = subject;
    this.time = time;
    this.events = requireNonNull(events, "events");
  }

  /** Reports that a reader got a fresh value. */
  void onHit(Fetched<?> fetched) {
    events.countCacheHit();
    events.tell(
        SourceListener::onCacheHit, () -> new CacheHitEvent(subject, fetched.age(time.nanoTime())));
  }

  /** Reports that a reader gets an older value, and returns that value marked as stale. */
  <V> Fetched<V> onStale(Fetched<V> fetched, MetricSourceException why) {
    events.countStaleAnswer();
    events.tell(
        SourceListener::onStaleAnswer,
        () -> new StaleAnswerEvent(subject, fetched.age(time.nanoTime()), why));
    return fetched.stale(why);
  }
}
