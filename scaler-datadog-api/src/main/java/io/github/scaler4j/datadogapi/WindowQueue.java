package io.github.scaler4j.datadogapi;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The live queries of one account and window, in the order of their turns. Guarded by the lane's
 * lock.
 */
final class WindowQueue {

  private final DatadogApiOptions options;
  private final TreeSet<LiveQuery> due = new TreeSet<>(LiveQuery.BY_TURN);
  private final TreeSet<LiveQuery> dueAlone = new TreeSet<>(LiveQuery.BY_TURN);
  private final TreeSet<LiveQuery> resting = new TreeSet<>(LiveQuery.BY_TURN);
  private long dueSinceNanos;

  WindowQueue(DatadogApiOptions options) {
    this.options = options;
  }

  void rest(LiveQuery query) {
    query.place = LiveQuery.Place.RESTING;
    resting.add(query);
  }

  void makeDue(LiveQuery query, long nowNanos) {
    if (isIdle()) {
      dueSinceNanos = nowNanos;
    }
    resting.remove(query);
    query.place = LiveQuery.Place.DUE;
    query.dueSinceNanos = nowNanos;
    (goesAlone(query) ? dueAlone : due).add(query);
  }

  void remove(LiveQuery query) {
    due.remove(query);
    dueAlone.remove(query);
    resting.remove(query);
  }

  /** Takes out all that are due. */
  void drainDueTo(List<LiveQuery> drained) {
    drained.addAll(due);
    drained.addAll(dueAlone);
    due.clear();
    dueAlone.clear();
  }

  /** Whether nobody wants a new value. */
  boolean isIdle() {
    return due.isEmpty() && dueAlone.isEmpty();
  }

  /** Returns who has waited longest among those that are due, or null. */
  @Nullable LiveQuery first() {
    LiveQuery batched = due.isEmpty() ? null : due.first();
    LiveQuery single = dueAlone.isEmpty() ? null : dueAlone.first();
    if (batched == null || single == null) {
      return batched == null ? single : batched;
    }
    return LiveQuery.BY_TURN.compare(batched, single) < 0 ? batched : single;
  }

  /** Whether the next request asks a query again that was refused when it stood alone. */
  boolean isolates() {
    LiveQuery first = first();
    return first != null && first.wasRefused() && goesAlone(first);
  }

  /** Returns for how long to wait for others who become due; 0 if a request is full already. */
  long lingerNanos(long nowNanos) {
    if (!dueAlone.isEmpty() || due.size() >= options.maxBatchQueries()) {
      return 0;
    }
    return Math.max(0, dueSinceNanos + options.linger().toNanos() - nowNanos);
  }

  /** Takes the next request's queries: those due, then the stalest of those past half freshness. */
  List<LiveQuery> takeBatch(long nowNanos) {
    LiveQuery first = first();
    List<LiveQuery> batch = new ArrayList<>();
    if (first == null) {
      return batch;
    }
    if (dueAlone.remove(first)) {
      batch.add(first);
      return batch;
    }
    Room room = new Room();
    take(due, room, batch, query -> true);
    long half = options.freshFor().toNanos() / 2;
    if (half > 0) {
      take(resting, room, batch, query -> query.olderThan(half, nowNanos));
    }
    dueSinceNanos = longestDueNanos(nowNanos);
    return batch;
  }

  // Who had to wait until a request could leave has lingered enough. While there are as many as a
  // request holds, nobody lingers, and it does not matter.
  private long longestDueNanos(long nowNanos) {
    long since = nowNanos;
    if (due.size() < options.maxBatchQueries()) {
      for (LiveQuery query : due) {
        since = query.dueSinceNanos - since < 0 ? query.dueSinceNanos : since;
      }
    }
    return since;
  }

  private void take(
      Set<LiveQuery> from, Room room, List<LiveQuery> batch, Predicate<LiveQuery> stillOldEnough) {
    Iterator<LiveQuery> queries = from.iterator();
    while (queries.hasNext() && !room.full()) {
      LiveQuery query = queries.next();
      if (!stillOldEnough.test(query)) {
        return;
      }
      if (!goesAlone(query) && room.take(query)) {
        queries.remove();
        batch.add(query);
      }
    }
  }

  private boolean goesAlone(LiveQuery query) {
    return query.alone()
        || !options.batching()
        || query.query.topLevelQueries() > options.maxBatchQueries()
        || query.escapedLength > options.maxEscapedQuery();
  }

  /** What still fits into a request. */
  private final class Room {
    private static final int MAX_MISFITS = 35;

    // One character between two queries, escaped.
    private static final int COMMA = 3;

    private int queries = options.maxBatchQueries();
    private int characters = options.maxEscapedQuery() + COMMA;
    private int misfits;

    boolean take(LiveQuery query) {
      int length = query.escapedLength + COMMA;
      if (query.query.topLevelQueries() > queries || length > characters) {
        misfits++;
        return false;
      }
      queries -= query.query.topLevelQueries();
      characters -= length;
      return true;
    }

    boolean full() {
      return queries == 0 || misfits > MAX_MISFITS;
    }
  }
}
