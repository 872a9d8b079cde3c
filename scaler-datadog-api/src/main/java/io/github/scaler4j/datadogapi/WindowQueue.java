package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import io.github.scaler4j.datadogapi.QueryEntry.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Queries that may share a request, in the order of their turns. Belongs to the plan. */
final class WindowQueue {

  // If the pace will serve all new queries within this time, they wait for it, because an even pace
  // is worth more. Only a starting fleet is served ahead of the pace.
  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long SOON_FOR_MANY_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final int MANY_REQUESTS = 3;

  // If this many due queries don't fit, others hardly will. It also bounds the search.
  private static final int MOST_SKIPPED = 35;

  // How long a query waits for others that start at the same time.
  private static final long START_LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final DatadogApiOptions options;
  private final PathCapacity path;
  private final RequestComposer requests;
  private final TreeSet<QueryEntry> due = new TreeSet<>(QueryEntry.BY_TURN);
  private final TreeSet<QueryEntry> dueAlone = new TreeSet<>(QueryEntry.BY_TURN);
  private final TreeSet<QueryEntry> resting = new TreeSet<>(QueryEntry.BY_TURN);
  // How many queries the texts in due hold.
  private int dueQueries;
  private boolean rush;

  WindowQueue(DatadogApiOptions options, PathCapacity path, RequestComposer requests) {
    this.options = options;
    this.path = path;
    this.requests = requests;
  }

  /** Adds a resting query. */
  void rest(QueryEntry query) {
    query.rest();
    resting.add(query);
  }

  void makeDue(QueryEntry query, long nowNanos) {
    query.becomeDue(nowNanos);
    rejoin(query);
  }

  /** Adds a due query of another queue. */
  void rejoin(QueryEntry query) {
    if (isIdle()) {
      rush = false;
    }
    if (goesAlone(query)) {
      dueAlone.add(query);
    } else if (due.add(query)) {
      dueQueries += QueryRequests.count(query.query());
    }
  }

  void remove(QueryEntry query) {
    if (due.remove(query)) {
      dueQueries -= QueryRequests.count(query.query());
    }
    dueAlone.remove(query);
    resting.remove(query);
  }

  /** Removes and returns all due queries. */
  List<QueryEntry> drainDue() {
    List<QueryEntry> drained = new ArrayList<>(due);
    drained.addAll(dueAlone);
    due.clear();
    dueQueries = 0;
    dueAlone.clear();
    return drained;
  }

  /** Removes and returns all resting queries. */
  List<QueryEntry> drainResting() {
    List<QueryEntry> drained = new ArrayList<>(resting);
    resting.clear();
    return drained;
  }

  /** Whether no query is due. */
  boolean isIdle() {
    return due.isEmpty() && dueAlone.isEmpty();
  }

  /** Returns how many queries are due. */
  int dueCount() {
    return due.size() + dueAlone.size();
  }

  /** Whether it holds no query at all. */
  boolean isEmpty() {
    return isIdle() && resting.isEmpty();
  }

  /** Returns the due query that has waited longest, or null. */
  @Nullable QueryEntry first() {
    QueryEntry batched = due.isEmpty() ? null : due.first();
    QueryEntry single = dueAlone.isEmpty() ? null : dueAlone.first();
    if (batched == null || single == null) {
      return batched == null ? single : batched;
    }
    return QueryEntry.BY_TURN.compare(batched, single) < 0 ? batched : single;
  }

  /** Whether the due queries are suspects. */
  boolean isSuspect() {
    QueryEntry first = first();
    return first != null && first.suspicion() != null;
  }

  /**
   * Returns the purpose of the next request.
   *
   * @param health whether the host answers other requests; if not, no search is needed
   * @param ledger the pace of requests
   */
  Purpose purposeOfNext(HostHealth health, Ledger ledger, Step.Draft draft, long nowNanos) {
    QueryEntry first = first();
    if (first == null) {
      return Purpose.REFRESH;
    }
    Suspicion suspicion = first.suspicion();
    if (suspicion != null) {
      return health.hasAnsweredSince(suspicion.sinceNanos()) ? Purpose.ISOLATE : Purpose.REFRESH;
    }
    if (first.wasRefused() && goesAlone(first)) {
      return Purpose.ISOLATE;
    }
    return first.isNew() && isRush(ledger) && isReadyToStart(first, draft, nowNanos)
        ? Purpose.START
        : Purpose.REFRESH;
  }

  /** Whether more queries wait for their first value than the pace can serve soon. */
  private boolean isRush(Ledger ledger) {
    int requests = dueAlone.size() + dueQueries / path.queries();
    long soon = requests < MANY_REQUESTS ? SOON_NANOS : SOON_FOR_MANY_NANOS;
    rush = rush || ledger.nanosFor(requests) > soon;
    return rush;
  }

  // Queries that start in close succession should not cost one request each.
  private boolean isReadyToStart(QueryEntry first, Step.Draft draft, long nowNanos) {
    long lingerUntil = first.lingerUntil(START_LINGER_NANOS);
    if (isFull() || lingerUntil - nowNanos <= 0) {
      return true;
    }
    draft.wakeAt(lingerUntil);
    return false;
  }

  /** Whether the due queries leave no room in a request, or none that is worth a wait. */
  private boolean isFull() {
    int room = path.queries();
    boolean areAllOfOne = due.size() == dueQueries;
    if (dueQueries < room || areAllOfOne) {
      return dueQueries >= room;
    }
    int skipped = 0;
    for (QueryEntry query : due) {
      int queries = QueryRequests.count(query.query());
      boolean fits = queries <= room;
      room -= fits ? queries : 0;
      skipped += fits ? 0 : 1;
      if (room == 0 || skipped > MOST_SKIPPED) {
        return true;
      }
    }
    return false;
  }

  /** Returns how long to wait for other due queries; 0 if a request is full. */
  long lingerNanos(long nowNanos) {
    if (!dueAlone.isEmpty() || isFull()) {
      return 0;
    }
    long most = options.linger().toNanos();
    long left = most;
    for (QueryEntry query : due) {
      left = Math.min(left, query.lingerUntil(most) - nowNanos);
    }
    return Math.max(0, left);
  }

  /**
   * Takes the next request's queries: due ones, then those past half their freshness, oldest first,
   * then those whose value is near a boundary. At least one must be due.
   */
  List<QueryEntry> takeBatch(long nowNanos) {
    QueryEntry first = requireNonNull(first());
    if (dueAlone.remove(first)) {
      return List.of(first);
    }
    // Newcomers come first in the order of turns.
    RequestComposer.Space space = requests.open(first.isNew(), nowNanos);
    BatchFiller filler =
        new BatchFiller(due, resting, this::goesAlone, space, options.freshFor(), nowNanos);
    List<QueryEntry> batch = filler.fill();
    for (QueryEntry query : batch) {
      if (query.place() == Place.DUE) {
        dueQueries -= QueryRequests.count(query.query());
      }
    }
    return batch;
  }

  private boolean goesAlone(QueryEntry query) {
    return query.goesAlone()
        || !options.batching()
        || query.query().topLevelQueries() > path.queries()
        || query.escapedLength() > options.maxEscapedQuery();
  }
}
