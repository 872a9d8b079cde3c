package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.merging.Mergeable;
import io.github.scaler4j.engine.RetryDelay;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One query's place, turn and history in its account's lane.
 *
 * <p>Only the {@link LanePlan} touches its mutable part.
 */
final class QueryEntry implements Mergeable {

  /** Queries that have waited longest for a turn come first. */
  static final Comparator<QueryEntry> BY_TURN = Comparator.comparingLong(QueryEntry::turn);

  /** The state of a query in its lane. */
  enum Place {
    /** No reader wants a new value. */
    RESTING,
    /** A reader wants a new value, and no request is planned for it. */
    DUE,
    /** It belongs to a planned request that has not been sent. */
    PLANNED,
    /** A request is under way. */
    IN_FLIGHT
  }

  private final DatadogQuery query;
  private final Window window;
  private final int escapedLength;
  private final AnswerSink readers;

  private Place place = Place.RESTING;
  private long turn;
  private long formerTurn;
  private long dueSinceNanos;
  private int timeoutClass;
  private @Nullable Deadline deadline;
  private @Nullable Deadline earliestDeadline;
  private boolean forgotten;
  private boolean goesAlone;
  private int refusals;
  private @Nullable Cohort cohort;
  private @Nullable MetricSourceException refusal;
  private long notBeforeNanos;
  private @Nullable Suspicion suspicion;
  private int troubles;
  private boolean troubled;
  private long troubledSinceNanos;
  private boolean answered;
  private long answeredNanos;

  /**
   * Creates an entry that rests.
   *
   * @param query the query
   * @param turn its place in the order of turns
   * @param readers receive the outcome
   */
  QueryEntry(DatadogQuery query, long turn, AnswerSink readers) {
    this.query = query;
    this.window = Window.of(query);
    this.escapedLength = QueryRequests.escapedLength(query.text());
    this.turn = turn;
    this.readers = readers;
  }

  @Override
  public DatadogQuery query() {
    return query;
  }

  Window window() {
    return window;
  }

  @Override
  public int escapedLength() {
    return escapedLength;
  }

  AnswerSink readers() {
    return readers;
  }

  Place place() {
    return place;
  }

  void moveTo(Place next) {
    place = next;
  }

  /** Its place in the order of turns; changes only while it is in no queue. */
  long turn() {
    return turn;
  }

  void takeTurn(long next) {
    formerTurn = turn;
    turn = next;
  }

  /** Restores its turn, because it was not answered; only while it is in no queue. */
  void giveBackTurn() {
    turn = formerTurn;
  }

  /** Whether it never had a turn. */
  boolean isNew() {
    return turn < 0;
  }

  long dueSinceNanos() {
    return dueSinceNanos;
  }

  /** Makes the query due, because a reader wants a new value. */
  void becomeDue(long nowNanos) {
    goesAlone = mustGoAlone();
    place = Place.DUE;
    dueSinceNanos = nowNanos;
  }

  /** Lets the query rest, because its request has ended and no reader waits. */
  void rest() {
    place = Place.RESTING;
    deadline = null;
    earliestDeadline = null;
  }

  /** The {@link TimeoutClass} of its readers; changes only while it is in no queue. */
  int timeoutClass() {
    return timeoutClass;
  }

  void setTimeoutClass(int next) {
    timeoutClass = next;
  }

  /** The latest deadline of the waiting readers, or null. */
  @Nullable Deadline deadline() {
    return deadline;
  }

  /** The earliest deadline of the readers since it became due, or null. */
  @Nullable Deadline earliestDeadline() {
    return earliestDeadline;
  }

  /** Adds a reader. */
  void join(Deadline reader) {
    Deadline latest = deadline;
    if (latest == null || reader.isAfter(latest)) {
      deadline = reader;
    }
    Deadline earliest = earliestDeadline;
    if (earliest == null || earliest.isAfter(reader)) {
      earliestDeadline = reader;
    }
  }

  /** Returns until when it may wait for others, at most {@code mostNanos}; only while it is due. */
  long lingerUntil(long mostNanos) {
    Deadline earliest = earliestDeadline;
    return earliest == null
        ? dueSinceNanos + mostNanos
        : TimeoutClass.lingerUntil(earliest, dueSinceNanos, mostNanos);
  }

  boolean isForgotten() {
    return forgotten;
  }

  void forget() {
    forgotten = true;
  }

  /**
   * Whether it must be sent alone: its text can't be counted, or it made a shared request fail.
   * Decided when it becomes due; what is learned later counts the next time it becomes due.
   */
  boolean goesAlone() {
    return place == Place.RESTING ? mustGoAlone() : goesAlone;
  }

  private boolean mustGoAlone() {
    return !query.batchable() || (cohort != null && wasRefused() && cohort.isCulpritSure());
  }

  /** The queries with which it is suspected, or null; changes only while it is in no queue. */
  @Nullable Suspicion suspicion() {
    return suspicion == null || suspicion.isLifted() ? null : suspicion;
  }

  /** Suspects the query, because a request of several queries that included it failed. */
  void suspect(Suspicion next) {
    suspicion = next;
  }

  /** Acquits the query, because it was answered together with others. */
  void acquit() {
    suspicion = null;
  }

  /** When the first request failed since its last answer; empty if none has. */
  OptionalLong troubledSinceNanos() {
    return troubled ? OptionalLong.of(troubledSinceNanos) : OptionalLong.empty();
  }

  /** Records a failed request that included it. */
  void noteTrouble(long nowNanos) {
    if (!troubled) {
      troubled = true;
      troubledSinceNanos = nowNanos;
    }
  }

  /** Backs off, because it failed alone while others were answered. Returns for how long. */
  Duration failAlone(MetricSourceException why, Duration freshFor, long nowNanos) {
    Duration backoff = Backoff.passing(troubles, freshFor);
    Duration asked = RetryDelay.asked(why);
    Duration pause = backoff.compareTo(asked) < 0 ? asked : backoff;
    troubles++;
    notBeforeNanos = nowNanos + pause.toNanos();
    refusal = why;
    return pause;
  }

  /** Backs off for {@code Retry-After}, if it was sent alone and its failed answer has that. */
  void pauseAsAsked(MetricSourceException why, long nowNanos) {
    Duration asked = RetryDelay.asked(why);
    if (!asked.isZero()) {
      notBeforeNanos = nowNanos + asked.toNanos();
      refusal = why;
    }
  }

  @Override
  public boolean isSound() {
    return suspicion() == null && !wasRefused() && !troubled && query.batchable();
  }

  /** Whether it was refused when it was last sent alone. */
  boolean wasRefused() {
    return refusals > 0;
  }

  /** Backs off, because it was refused alone. Returns for how long. */
  Duration refuse(MetricSourceException why, Cohort askedWith, long nowNanos) {
    long backoffNanos = Backoff.nanosAfter(refusals);
    notBeforeNanos = nowNanos + backoffNanos;
    refusals++;
    refusal = why;
    cohort = askedWith;
    return Duration.ofNanos(backoffNanos);
  }

  /** Backs off, because Datadog could not process it alone. Returns for how long. */
  Duration markUnprocessable(Duration freshFor, Cohort askedWith, long nowNanos) {
    noteAnswer(nowNanos);
    Duration pause = Backoff.passing(refusals, freshFor);
    refusals++;
    refusal = null;
    cohort = askedWith;
    return pause;
  }

  /** Records an answer. */
  void accept(long nowNanos) {
    noteAnswer(nowNanos);
    refusals = 0;
    refusal = null;
    troubles = 0;
    troubled = false;
  }

  private void noteAnswer(long nowNanos) {
    answered = true;
    answeredNanos = nowNanos;
  }

  /** Returns why the query is not sent for now, or null if it may be. */
  @Nullable MetricSourceException refusal(long nowNanos) {
    return refusal != null && nowNanos - notBeforeNanos < 0 ? refusal : null;
  }

  /** Whether the last value is missing or at least that old. */
  boolean isOlderThan(long nanos, long nowNanos) {
    return !answered || nowNanos - answeredNanos >= nanos;
  }
}
