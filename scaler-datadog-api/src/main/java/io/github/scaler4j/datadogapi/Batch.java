package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.merging.Composition;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One request's worth of queries. Immutable; a retry and a half are new batches. Two batches are
 * equal only if they are the same object.
 */
final class Batch {

  private final List<QueryEntry> queries;
  private final Deadline deadline;
  private final Cohort cohort;
  private final @Nullable Suspicion suspicion;
  private final int retries;
  private final long notBeforeNanos;
  private final @Nullable MetricSourceException lastFault;
  private final @Nullable Composition composition;

  private Batch(
      List<QueryEntry> queries,
      Deadline deadline,
      Cohort cohort,
      @Nullable Suspicion suspicion,
      int retries,
      long notBeforeNanos,
      @Nullable MetricSourceException lastFault,
      @Nullable Composition composition) {
    this.queries = queries;
    this.deadline = deadline;
    this.cohort = cohort;
    this.suspicion = suspicion;
    this.retries = retries;
    this.notBeforeNanos = notBeforeNanos;
    this.lastFault = lastFault;
    this.composition = composition;
  }

  /**
   * Creates a first attempt.
   *
   * @param queries at least one, all of one account and window, in the order in which they are
   *     joined
   * @param nowNanos when it is sent; also the deadline of a batch without readers
   */
  static Batch of(List<QueryEntry> queries, long nowNanos) {
    Deadline longest = null;
    for (QueryEntry query : queries) {
      Deadline own = query.deadline();
      if (own != null && (longest == null || own.isAfter(longest))) {
        longest = own;
      }
    }
    Suspicion suspicion = queries.get(0).suspicion();
    return new Batch(
        List.copyOf(queries),
        longest == null ? new Deadline(nowNanos) : longest,
        suspicion == null
            ? new Cohort(queries.size(), count(queries), nowNanos)
            : suspicion.cohort(),
        suspicion,
        0,
        nowNanos,
        null,
        null);
  }

  private static int count(List<QueryEntry> queries) {
    int count = 0;
    for (QueryEntry query : queries) {
      count += QueryRequests.count(query.query());
    }
    return count;
  }

  List<QueryEntry> queries() {
    return queries;
  }

  /** How many top-level queries its queries' texts hold, whether they are merged or not. */
  int topLevelQueries() {
    return count(queries);
  }

  /** The latest deadline of the queries' readers. */
  Deadline deadline() {
    return deadline;
  }

  /** The queries of the original request, of which these are a part. */
  Cohort cohort() {
    return cohort;
  }

  /** The suspicion for which these queries are sent apart from others, or null. */
  @Nullable Suspicion suspicion() {
    return suspicion;
  }

  /** The number of failed attempts before this one; 0 for a first attempt. */
  int retries() {
    return retries;
  }

  /** The earliest moment at which it may be sent. */
  long notBeforeNanos() {
    return notBeforeNanos;
  }

  /** Why the attempt before this one failed, or null for a first attempt. */
  @Nullable MetricSourceException lastFault() {
    return lastFault;
  }

  /**
   * When its queries were first known to make requests fail; empty unless they are suspects, or a
   * single query that has failed before.
   */
  OptionalLong troubledSinceNanos() {
    if (suspicion != null) {
      return OptionalLong.of(suspicion.sinceNanos());
    }
    return isSingle() ? queries.get(0).troubledSinceNanos() : OptionalLong.empty();
  }

  /** Whether a reader of one of its queries waits. */
  boolean isAwaited() {
    return queries.stream().anyMatch(query -> query.readers().hasWaitingReaders());
  }

  boolean isSingle() {
    return queries.size() == 1;
  }

  /** Returns the same batch with a composition of its queries. */
  Batch withComposition(Composition composed) {
    return new Batch(
        queries, deadline, cohort, suspicion, retries, notBeforeNanos, lastFault, composed);
  }

  /** The composition of its queries, or null if each is sent by itself and nothing else. */
  @Nullable Composition composition() {
    return composition;
  }

  /** Whether it sends anything but each of its queries by itself. */
  boolean isMerged() {
    return composition != null && !composition.isPlain();
  }

  /** The queries as they are sent. */
  List<DatadogQuery> texts() {
    if (composition != null) {
      return composition.texts();
    }
    List<DatadogQuery> texts = new ArrayList<>(queries.size());
    for (QueryEntry entry : queries) {
      texts.add(entry.query());
    }
    return texts;
  }

  /** Splits a batch of several in two, so that the query at fault ends up alone. */
  List<Batch> split() {
    int middle = (queries.size() + 1) / 2;
    return List.of(part(0, middle), part(middle, queries.size()));
  }

  private Batch part(int from, int to) {
    return new Batch(
        queries.subList(from, to), deadline, cohort, suspicion, 0, notBeforeNanos, null, null);
  }

  /** Returns the same queries for another attempt. */
  Batch retry(MetricSourceException why, long notBefore) {
    return new Batch(
        queries, deadline, cohort, suspicion, retries + 1, notBefore, why, composition);
  }

  /** Returns the same attempt with a later start. */
  Batch postpone(long notBefore) {
    return new Batch(
        queries, deadline, cohort, suspicion, retries, notBefore, lastFault, composition);
  }
}
