package io.github.scaler4j.datadogapi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The queries of one account and window, in the order of their turns. Belongs to the plan. */
final class WindowQueue {

  private final DatadogApiOptions options;
  private final TreeSet<QueryEntry> due = new TreeSet<>(QueryEntry.BY_TURN);
  private final TreeSet<QueryEntry> dueAlone = new TreeSet<>(QueryEntry.BY_TURN);
  private final TreeSet<QueryEntry> resting = new TreeSet<>(QueryEntry.BY_TURN);
  private long dueSinceNanos;

  WindowQueue(DatadogApiOptions options) {
    this.options = options;
  }

  /** Takes in a query that nobody waits for. */
  void rest(QueryEntry query) {
    query.rest();
    resting.add(query);
  }

  void makeDue(QueryEntry query, long nowNanos) {
    if (isIdle()) {
      dueSinceNanos = nowNanos;
    }
    resting.remove(query);
    query.becomeDue(nowNanos);
    (goesAlone(query) ? dueAlone : due).add(query);
  }

  void remove(QueryEntry query) {
    due.remove(query);
    dueAlone.remove(query);
    resting.remove(query);
  }

  /** Takes out all queries that are due. */
  List<QueryEntry> drainDue() {
    List<QueryEntry> drained = new ArrayList<>(due);
    drained.addAll(dueAlone);
    due.clear();
    dueAlone.clear();
    return drained;
  }

  /** Whether nobody wants a new value. */
  boolean isIdle() {
    return due.isEmpty() && dueAlone.isEmpty();
  }

  /** Whether it holds no query at all. */
  boolean isEmpty() {
    return isIdle() && resting.isEmpty();
  }

  /** Returns the query that has waited longest among those that are due, or null. */
  @Nullable QueryEntry first() {
    QueryEntry batched = due.isEmpty() ? null : due.first();
    QueryEntry single = dueAlone.isEmpty() ? null : dueAlone.first();
    if (batched == null || single == null) {
      return batched == null ? single : batched;
    }
    return QueryEntry.BY_TURN.compare(batched, single) < 0 ? batched : single;
  }

  /** Whether the next request asks a query again that was refused when it was asked alone. */
  boolean isolatesNext() {
    QueryEntry first = first();
    return first != null && first.wasRefused() && goesAlone(first);
  }

  /** Returns for how long to wait for others that become due; 0 if a request is full already. */
  long lingerNanos(long nowNanos) {
    if (!dueAlone.isEmpty() || due.size() >= options.maxBatchQueries()) {
      return 0;
    }
    return Math.max(0, dueSinceNanos + options.linger().toNanos() - nowNanos);
  }

  /** Takes the next request's queries: those due, then the stalest of those past half freshness. */
  List<QueryEntry> takeBatch(long nowNanos) {
    QueryEntry first = first();
    List<QueryEntry> batch = new ArrayList<>();
    if (first == null) {
      return batch;
    }
    if (dueAlone.remove(first)) {
      batch.add(first);
      return batch;
    }
    Capacity capacity = new Capacity();
    take(due, capacity, batch, query -> true);
    long half = options.freshFor().toNanos() / 2;
    if (half > 0) {
      take(resting, capacity, batch, query -> query.isOlderThan(half, nowNanos));
    }
    dueSinceNanos = longestDueNanos(nowNanos);
    return batch;
  }

  // A query left over by a full request keeps its due time, so it does not linger twice. With a
  // full batch waiting nobody lingers, and the scan is skipped.
  private long longestDueNanos(long nowNanos) {
    long since = nowNanos;
    if (due.size() < options.maxBatchQueries()) {
      for (QueryEntry query : due) {
        since = query.dueSinceNanos() - since < 0 ? query.dueSinceNanos() : since;
      }
    }
    return since;
  }

  private void take(
      Set<QueryEntry> from,
      Capacity capacity,
      List<QueryEntry> batch,
      Predicate<QueryEntry> stillOldEnough) {
    Iterator<QueryEntry> queries = from.iterator();
    while (queries.hasNext() && !capacity.isUsedUp()) {
      QueryEntry query = queries.next();
      if (!stillOldEnough.test(query)) {
        return;
      }
      if (!goesAlone(query) && capacity.take(query)) {
        queries.remove();
        batch.add(query);
      }
    }
  }

  private boolean goesAlone(QueryEntry query) {
    return query.goesAlone()
        || !options.batching()
        || query.query().topLevelQueries() > options.maxBatchQueries()
        || query.escapedLength() > options.maxEscapedQuery();
  }

  /** What still fits into a request. */
  private final class Capacity {
    // A full request should not cost a scan of thousands of queries that are a little too long.
    private static final int MOST_SKIPPED = 35;

    // One character between two queries, escaped.
    private static final int COMMA = 3;

    private int queries = options.maxBatchQueries();
    private int characters = options.maxEscapedQuery() + COMMA;
    private int skipped;

    boolean take(QueryEntry query) {
      int length = query.escapedLength() + COMMA;
      if (query.query().topLevelQueries() > queries || length > characters) {
        skipped++;
        return false;
      }
      queries -= query.query().topLevelQueries();
      characters -= length;
      return true;
    }

    boolean isUsedUp() {
      return queries == 0 || skipped > MOST_SKIPPED;
    }
  }
}
