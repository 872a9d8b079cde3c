package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SharedRead;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.engine.Upstream;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** One live query: its readers, its last value, and its place in the lane. */
final class LiveQuery implements AnswerSink, Upstream, DoubleConsumer {

  private final AccountLane lane;
  private final QueryEntry entry;
  private final SharedRead<QueryAnswer> readers;

  // Null until a reader reports one, since most queries have none.
  private volatile @Nullable NearestMargin margin;

  LiveQuery(
      DatadogQuery query,
      AccountLane lane,
      Freshness freshness,
      TimeSource time,
      DeadlineTimer timer,
      SourceEvents events) {
    this.lane = lane;
    this.entry = lane.open(query, this);
    this.readers = new SharedRead<>(query.text(), freshness, time, timer, events, this);
  }

  CompletableFuture<Fetched<QueryAnswer>> read(Deadline deadline) {
    return readers.read(deadline);
  }

  /** Closes a query that has been idle for long and will not be read again. */
  void forget() {
    lane.forget(entry);
  }

  AccountLane lane() {
    return lane;
  }

  QueryEntry entry() {
    return entry;
  }

  @Override
  public Refresh refresh(Deadline reader) {
    return lane.refresh(entry, reader);
  }

  @Override
  public void onLeft() {
    lane.giveUp(entry);
  }

  @Override
  public @Nullable MetricSourceException holdBack() {
    return lane.holdBack(entry);
  }

  @Override
  public boolean hasWaitingReaders() {
    return readers.isAwaited();
  }

  /** Receives a margin of its value. */
  @Override
  public void accept(double reported) {
    NearestMargin nearest = margin;
    (nearest == null ? createMargin() : nearest).accept(reported);
  }

  // All readers report to the same object, also if two are the first at once.
  private synchronized NearestMargin createMargin() {
    NearestMargin nearest = margin;
    if (nearest == null) {
      nearest = new NearestMargin();
      margin = nearest;
    }
    return nearest;
  }

  @Override
  public double margin() {
    NearestMargin nearest = margin;
    return nearest == null ? Double.POSITIVE_INFINITY : nearest.get();
  }

  @Override
  public void onAnswer(QueryAnswer answer, Duration freshFor) {
    NearestMargin nearest = margin;
    if (nearest != null) {
      nearest.onAnswer();
    }
    readers.succeed(answer, freshFor);
  }

  @Override
  public void onFailure(MetricSourceException why, Deadline requestDeadline) {
    readers.fail(why, requestDeadline);
  }

  @Override
  public void onRefusal(MetricSourceException why) {
    readers.fail(why);
  }

  @Override
  public void onAbort(Throwable why) {
    readers.abort(why);
  }
}
