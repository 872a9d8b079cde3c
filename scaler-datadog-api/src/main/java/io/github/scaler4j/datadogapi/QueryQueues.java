package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.source.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queues of one account: one for each window, timeout class and suspicion, because only queries
 * that have these in common share a request. Belongs to the plan.
 */
final class QueryQueues {

  /** The properties that the queries of one request have in common. */
  private record Key(Window window, int timeoutClass, @Nullable Suspicion suspicion) {
    static Key of(QueryEntry query) {
      return new Key(query.window(), query.timeoutClass(), query.suspicion());
    }
  }

  private final DatadogApiOptions options;
  private final PathCapacity capacity;
  private final RequestComposer requests;
  // Its order must not depend on identity hash codes, which differ from run to run.
  private final Map<Key, WindowQueue> queues = new LinkedHashMap<>();
  // The queues with a due query, which are few of thousands.
  private final Set<WindowQueue> busy = new LinkedHashSet<>();
  // Of the queries that were wanted while the circuit was open, the one that has waited longest.
  private @Nullable QueryEntry missed;

  QueryQueues(DatadogApiOptions options, PathCapacity capacity, RequestComposer requests) {
    this.options = options;
    this.capacity = capacity;
    this.requests = requests;
  }

  /** Handles a reader's wish for a new value. */
  void wish(QueryEntry query, Deadline reader, long nowNanos) {
    int timeoutClass = TimeoutClass.of(reader, nowNanos);
    boolean rests = query.place() == Place.RESTING;
    if (rests || (query.place() == Place.DUE && timeoutClass > query.timeoutClass())) {
      takeOut(query);
      query.setTimeoutClass(timeoutClass);
      WindowQueue queue = queueOf(query);
      if (rests) {
        queue.makeDue(query, nowNanos);
      } else {
        queue.rejoin(query);
      }
      busy.add(queue);
    }
    query.join(reader);
  }

  /** Records that a reader wanted a new value while the circuit was open. */
  void miss(QueryEntry query) {
    if (missed == null || QueryEntry.BY_TURN.compare(query, missed) < 0) {
      missed = query;
    }
  }

  /**
   * Lets the query that has waited longest try a host that seems down, ahead of a query that may
   * itself be the cause. Needed only without batching, because a batch includes both anyway.
   */
  void wishForMissed(QueryEntry wished, Deadline reader, HostHealth health, long nowNanos) {
    QueryEntry longest = missed;
    missed = null;
    if (longest != null
        && !options.batching()
        && health.isDown()
        && wished.troubledSinceNanos().isPresent()
        && longest.place() == Place.RESTING) {
      wish(longest, reader, nowNanos);
    }
  }

  /** Lets a query without waiting readers rest; requests of others may include it. */
  void rest(QueryEntry query) {
    if (query.isForgotten()) {
      query.rest();
    } else {
      queueOf(query).rest(query);
    }
  }

  /** Lets a query without an answer rest; it is due again if a reader waits, forgotten or not. */
  void askAgain(QueryEntry query, long nowNanos) {
    Deadline latest = query.deadline();
    Deadline earliest = query.earliestDeadline();
    query.giveBackTurn();
    rest(query);
    if (latest == null || earliest == null || !query.readers().hasWaitingReaders()) {
      return;
    }
    wish(query, latest, nowNanos);
    if (earliest.atNanos() - nowNanos > 0) {
      query.join(earliest);
    }
  }

  private WindowQueue queueOf(QueryEntry query) {
    return queues.computeIfAbsent(
        Key.of(query), key -> new WindowQueue(options, capacity, requests));
  }

  private void takeOut(QueryEntry query) {
    Key key = Key.of(query);
    WindowQueue queue = queues.get(key);
    if (queue != null) {
      queue.remove(query);
      dropIfUnused(key, queue);
    }
  }

  private void dropIfUnused(Key key, WindowQueue queue) {
    if (queue.isIdle()) {
      busy.remove(queue);
    }
    if (queue.isEmpty()) {
      queues.remove(key);
    }
  }

  /** Removes a query without readers, so that no request includes it. */
  void forget(QueryEntry query) {
    query.forget();
    if (missed == query) {
      missed = null;
    }
    if (query.place() == Place.RESTING) {
      takeOut(query);
    }
  }

  /**
   * Returns the queue whose first query has waited longest, among those that have lingered enough.
   *
   * @param suspects when suspects may be sent
   */
  @Nullable WindowQueue next(SuspectOrder suspects, Step.Draft draft, long nowNanos) {
    WindowQueue next = null;
    for (WindowQueue queue : busy) {
      if (suspects == SuspectOrder.HELD && queue.isSuspect()) {
        continue;
      }
      long linger = queue.lingerNanos(nowNanos);
      if (linger > 0) {
        draft.wakeAt(nowNanos + linger);
      } else if (next == null || precedes(queue, next, suspects)) {
        next = queue;
      }
    }
    return next;
  }

  private static boolean precedes(WindowQueue one, WindowQueue other, SuspectOrder suspects) {
    if (suspects == SuspectOrder.LAST && one.isSuspect() != other.isSuspect()) {
      return other.isSuspect();
    }
    return QueryEntry.BY_TURN.compare(requireNonNull(one.first()), requireNonNull(other.first()))
        < 0;
  }

  /** Takes the next request's queries from a queue with a due query. */
  List<QueryEntry> takeBatch(WindowQueue queue, long nowNanos) {
    List<QueryEntry> batch = queue.takeBatch(nowNanos);
    dropIfUnused(Key.of(batch.get(0)), queue);
    return batch;
  }

  /** Lifts a suspicion, because the host failed every request. */
  void lift(Suspicion suspicion) {
    // Its queries may all be under way, and in no queue.
    suspicion.lift();
    liftAll(other -> other == suspicion);
  }

  /** Lifts all suspicions that were formed since a moment. */
  void liftSuspicions(long sinceNanos) {
    liftAll(suspicion -> suspicion.sinceNanos() - sinceNanos >= 0);
  }

  /**
   * Lifts the suspicions of the largest request that failed since a moment; false if there is none.
   */
  boolean liftLargestCohort(long sinceNanos) {
    Optional<Cohort> largest =
        queues.keySet().stream()
            .map(Key::suspicion)
            .filter(Objects::nonNull)
            .filter(suspicion -> suspicion.sinceNanos() - sinceNanos >= 0)
            .map(Suspicion::cohort)
            .max(Comparator.comparingInt(Cohort::size));
    largest.ifPresent(cohort -> liftAll(suspicion -> suspicion.cohort() == cohort));
    return largest.isPresent();
  }

  private void liftAll(Predicate<Suspicion> lifted) {
    List<Key> keys =
        queues.keySet().stream()
            .filter(key -> key.suspicion() != null && lifted.test(key.suspicion()))
            .toList();
    for (Key key : keys) {
      requireNonNull(key.suspicion()).lift();
      dissolve(key);
    }
  }

  /** Lets the queries of a queue whose suspicion was lifted join the others. */
  private void dissolve(Key key) {
    WindowQueue queue = queues.remove(key);
    if (queue == null) {
      return;
    }
    busy.remove(queue);
    queue.drainResting().forEach(this::rest);
    for (QueryEntry query : queue.drainDue()) {
      WindowQueue common = queueOf(query);
      common.rejoin(query);
      busy.add(common);
    }
  }

  /** Returns how many queries are due. */
  int due() {
    return busy.stream().mapToInt(WindowQueue::dueCount).sum();
  }

  /** Removes and returns all due queries. */
  List<QueryEntry> drainDue() {
    List<QueryEntry> drained = new ArrayList<>();
    busy.forEach(queue -> drained.addAll(queue.drainDue()));
    busy.clear();
    return drained;
  }
}
