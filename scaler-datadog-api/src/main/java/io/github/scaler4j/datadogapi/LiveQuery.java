package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SharedRead;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One query that somebody reads, and its place in its account's lane.
 *
 * <p>The fields that are not final belong to the lane and are touched under its lock only.
 */
final class LiveQuery {

  /** Those that have waited longest for a turn come first; who never had one precedes all. */
  static final Comparator<LiveQuery> BY_TURN = Comparator.comparingLong(query -> query.turn);

  /** Where a query stands in its lane. */
  enum Place {
    /** Nobody wants a new value. */
    RESTING,
    /** Somebody wants a new value, and no request has left for it. */
    DUE,
    /** A request is under way. */
    IN_FLIGHT
  }

  final DatadogQuery query;
  final Window window;
  final int escapedLength;
  final SharedRead<QueryResult> readers;
  private final AccountLane lane;

  Place place = Place.RESTING;
  long turn;
  long dueSinceNanos;
  Duration timeout = Duration.ZERO;
  boolean forgotten;
  private boolean alone;
  private int refusals;
  private Batch.Company company = new Batch.Company(1);
  private long notBeforeNanos;
  private @Nullable MetricSourceException refusal;
  private boolean heard;
  private long heardNanos;

  LiveQuery(
      DatadogQuery query,
      int escapedLength,
      AccountLane lane,
      Freshness freshness,
      SourceContext context,
      SourceEvents events) {
    this.query = query;
    this.window = Window.of(query);
    this.escapedLength = escapedLength;
    this.lane = lane;
    this.readers = new SharedRead<>(query.text(), freshness, context, events, this::refresh);
  }

  private Refresh refresh(Deadline reader) {
    return lane.refresh(this, reader);
  }

  void forget() {
    lane.forget(this);
  }

  void answered(QueryResult result) {
    readers.succeed(result);
  }

  /** Datadog could not process it: no data, for as long as it is not asked again. */
  void unprocessable(String reason, Duration pause) {
    readers.succeed(QueryResult.unprocessable(reason), pause);
  }

  /** No answer came: a fault of the upstream reaches who has no older value, another all. */
  void failed(Throwable why) {
    if (why instanceof MetricSourceException fault) {
      readers.fail(fault);
    } else {
      readers.abort(why);
    }
  }

  void closed(MetricSourceException why) {
    readers.abort(why);
  }

  /**
   * Whether it must be asked alone: it can't be counted, or spoilt a request for its company. What
   * is learned of its company while it is due counts from the next time on: it stands in a queue by
   * what was known when it became due.
   */
  boolean alone() {
    if (place == Place.RESTING) {
      settleAlone();
    }
    return alone;
  }

  /** Whether it was refused when it last stood alone. */
  boolean wasRefused() {
    return refusals > 0;
  }

  /** Is called when it becomes due. */
  void settleAlone() {
    alone = !query.batchable() || (wasRefused() && company.culpritsAreSure());
  }

  /**
   * Notes that the query was refused although it stood alone; returns for how long it backs off.
   */
  Duration refused(MetricSourceException why, Batch.Company company, long nowNanos) {
    long backoffNanos = Backoff.nanosAfter(refusals);
    notBeforeNanos = nowNanos + backoffNanos;
    refusals++;
    refusal = why;
    this.company = company;
    return Duration.ofNanos(backoffNanos);
  }

  /** Notes that Datadog could not process it, although it stood alone; returns for how long. */
  Duration unprocessable(Duration freshFor, Batch.Company company, long nowNanos) {
    hear(nowNanos);
    Duration pause = Backoff.unprocessable(refusals, freshFor);
    refusals++;
    refusal = null;
    this.company = company;
    return pause;
  }

  /** Notes that an answer to it came. */
  void accepted(long nowNanos) {
    hear(nowNanos);
    refusals = 0;
    refusal = null;
  }

  // Before its readers hear of it: what rides along is chosen under the lane's lock.
  private void hear(long nowNanos) {
    heard = true;
    heardNanos = nowNanos;
  }

  /** Returns why the query is not asked for now, or null if it may be. */
  @Nullable MetricSourceException refusal(long nowNanos) {
    return refusal != null && nowNanos - notBeforeNanos < 0 ? refusal : null;
  }

  /** Whether the last value is at least that old, or there is none. */
  boolean olderThan(long nanos, long nowNanos) {
    return !heard || nowNanos - heardNanos >= nanos;
  }
}
