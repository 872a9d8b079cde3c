package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.RetryDelay;
import io.github.scaler4j.engine.UntrustedCertificate;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.LimitAdvice;
import io.github.scaler4j.source.MergingStatistics;
import io.github.scaler4j.source.RateLimitStatus;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes all decisions about one account's requests: which query is due, which others its request
 * includes, when it leaves, and what follows from its answer. It performs nothing itself.
 *
 * <p>Confined to its owner's lock. It uses no lock, clock, future, thread or socket. Each event is
 * one method that takes the time and returns a {@link Step}. Every wanted query is due, belongs to
 * exactly one batch, or has its readers notified.
 */
final class LanePlan {

  private final String hostName;
  private final String account;
  private final DatadogApiOptions options;
  private final Guard guard;
  private final DoubleSupplier random;
  private final Ledger ledger;
  private final RequestComposer requests;
  private final QueryQueues queues;
  private final Verdicts verdicts;
  private final Reunion reunion;
  private final HostJudge host;
  private final Deque<Batch> halves = new ArrayDeque<>();
  private final PriorityQueue<Batch> repetitions =
      new PriorityQueue<>(Comparator.comparingLong(Batch::notBeforeNanos));
  private final RequestsUnderWay inFlight = new RequestsUnderWay();
  private int liveQueries;
  private long lastTurn;
  // New queries precede all others, in their order of arrival.
  private long nextNewcomer = Long.MIN_VALUE;
  private boolean closed;

  /**
   * Creates a plan without queries.
   *
   * @param hostName names the host in messages and events
   * @param account names the account in events
   * @param random supplies numbers from 0 to 1, for jitter
   */
  LanePlan(
      String hostName,
      String account,
      DatadogApiOptions options,
      Guard guard,
      DoubleSupplier random) {
    this.hostName = hostName;
    this.account = account;
    this.options = options;
    this.guard = guard;
    this.random = random;
    this.ledger = new Ledger(hostName, account, options, random);
    PathCapacity path = new PathCapacity(options.maxBatchQueries());
    this.requests =
        options.merging() && options.batching()
            ? new MergedRequests(hostName, options, path)
            : new PlainRequests(options, path);
    this.queues = new QueryQueues(options, path, requests);
    this.reunion = new Reunion(queues, path);
    this.host = new HostJudge(guard, reunion);
    this.verdicts = new Verdicts(hostName, options, queues, path, requests);
  }

  /** Adds a query. */
  QueryEntry enter(DatadogQuery query, AnswerSink readers) {
    liveQueries++;
    QueryEntry entry = new QueryEntry(query, nextNewcomer++, readers);
    requests.add(entry);
    return entry;
  }

  /** Removes a query that no longer has readers. */
  void leave(QueryEntry query) {
    if (query.isForgotten()) {
      return;
    }
    queues.forget(query);
    requests.remove(query);
    liveQueries--;
  }

  /**
   * Whether this lane can be dropped: the account has no readers, and a new lane would behave the
   * same.
   */
  boolean isDisposable(long nowNanos) {
    return liveQueries == 0 && inFlight.isEmpty() && ledger.isForgettable(nowNanos);
  }

  /** Returns the statistics of merging. */
  MergingStatistics merging(long nowNanos) {
    return requests.statistics(nowNanos);
  }

  /** Returns the host's state as this account sees it. */
  HostStatus status(boolean circuitOpen, long nowNanos) {
    Optional<RateLimitStatus> limit = ledger.status(nowNanos);
    return new HostStatus(
        hostName,
        account,
        circuitOpen,
        liveQueries,
        queues.due(),
        inFlight.size(),
        limit,
        liveQueries == 0 ? Optional.empty() : limit.map(this::advice));
  }

  private LimitAdvice advice(RateLimitStatus limit) {
    int perRequest = options.batching() ? options.maxBatchQueries() : 1;
    return LimitAdvice.of(
        limit,
        options.budgetShare(),
        liveQueries,
        divideUp(requests.plannedQueries(liveQueries), perRequest),
        divideUp(requests.mergedQueries(liveQueries), perRequest),
        options.freshFor());
  }

  private static int divideUp(int queries, int perRequest) {
    return Math.max(1, (queries + perRequest - 1) / perRequest);
  }

  /** Whether the plan still waits for the end of a request. */
  boolean awaits(Batch batch) {
    return inFlight.contains(batch);
  }

  /** Handles a reader that finds no fresh value while the circuit is open. */
  void miss(QueryEntry query) {
    queues.miss(query);
  }

  /** Handles a reader that finds no fresh value. */
  Step wish(QueryEntry query, Deadline reader, long nowNanos) {
    MetricSourceException refusal = closed ? closedFault() : query.refusal(nowNanos);
    if (refusal != null) {
      return Step.refuse(new Refresh.Refused(refusal));
    }
    queues.wish(query, reader, nowNanos);
    queues.wishForMissed(query, reader, host.health(), nowNanos);
    Step.Draft draft = new Step.Draft();
    sendReady(draft, nowNanos);
    return draft.finish(refresh(query, nowNanos));
  }

  private Refresh refresh(QueryEntry query, long nowNanos) {
    if (query.place() == Place.IN_FLIGHT) {
      return Refresh.UNDER_WAY;
    }
    return ledger.waitNanos(Purpose.REFRESH, nowNanos) > 0 || !hasRoom()
        ? new Refresh.Queued(ledger.explain(nowNanos))
        : Refresh.UNDER_WAY;
  }

  /** Returns why a query's request has not left, or null if it is under way. */
  @Nullable MetricSourceException holdBack(QueryEntry query, long nowNanos) {
    for (Batch batch : repetitions) {
      if (batch.queries().contains(query)) {
        return batch.lastFault();
      }
    }
    return refresh(query, nowNanos) instanceof Refresh.Queued queued ? queued.why() : null;
  }

  private boolean hasRoom() {
    return inFlight.size() + repetitions.size() < options.maxParallelRequests();
  }

  /** Handles the wake-up that an earlier step requested. */
  Step wake(long nowNanos) {
    Step.Draft draft = new Step.Draft();
    sendReady(draft, nowNanos);
    return draft.finish();
  }

  private void sendReady(Step.Draft draft, long nowNanos) {
    boolean more = !closed;
    while (more) {
      more = repeatNext(draft, nowNanos) || sendNext(draft, nowNanos);
    }
  }

  /** Repeats or gives up the next request whose delay is over; false if there is none. */
  private boolean repeatNext(Step.Draft draft, long nowNanos) {
    Batch batch = repetitions.peek();
    if (batch == null) {
      return false;
    }
    if (batch.notBeforeNanos() - nowNanos > 0) {
      draft.wakeAt(batch.notBeforeNanos());
      return false;
    }
    repetitions.remove();
    long wait = ledger.waitNanos(Purpose.REFRESH, nowNanos);
    boolean inTime = batch.deadline().atNanos() - (nowNanos + wait) > 0;
    if (inTime && wait > 0) {
      repetitions.add(batch.postpone(nowNanos + wait));
    } else if (inTime && guard.acquire() == null) {
      send(batch, Purpose.REFRESH, draft, nowNanos);
    } else {
      verdicts.blame(batch, requireNonNull(batch.lastFault()), host.health(), draft, nowNanos);
    }
    return true;
  }

  /** Sends the next request that may leave now; false if there is none. */
  private boolean sendNext(Step.Draft draft, long nowNanos) {
    WindowQueue window = halves.isEmpty() ? queues.next(reunion.suspects(), draft, nowNanos) : null;
    if (!hasRoom() || (window == null && halves.isEmpty())) {
      return false;
    }
    Purpose purpose = window == null ? Purpose.ISOLATE : purposeOf(window, draft, nowNanos);
    long wait = ledger.waitNanos(purpose, nowNanos);
    if (wait > 0) {
      draft.wakeAt(nowNanos + wait);
      return false;
    }
    MetricSourceException refusal = guard.acquire();
    Batch batch =
        window == null
            ? halves.remove()
            : requests.compose(Batch.of(queues.takeBatch(window, nowNanos), nowNanos), nowNanos);
    for (QueryEntry query : batch.queries()) {
      query.takeTurn(++lastTurn);
    }
    if (refusal == null) {
      send(batch, purpose, draft, nowNanos);
    } else {
      verdicts.fail(batch, refusal, draft);
    }
    return true;
  }

  private Purpose purposeOf(WindowQueue window, Step.Draft draft, long nowNanos) {
    if (reunion.suspects() == Suspects.LAST) {
      return window.isSuspect() ? Purpose.REFRESH : Purpose.ISOLATE;
    }
    return window.purposeOfNext(host.health(), ledger, draft, nowNanos);
  }

  private void send(Batch batch, Purpose purpose, Step.Draft draft, long nowNanos) {
    ledger.spend(purpose, nowNanos);
    inFlight.add(batch, nowNanos);
    reunion.onSend(batch);
    batch.queries().forEach(query -> query.moveTo(Place.IN_FLIGHT));
    // A reader with a short timeout may stop waiting; the answer still serves the others and its
    // next read. A request without enough time to be answered does not count against the host.
    Deadline shortest = new Deadline(nowNanos + Patience.shortestNanos());
    Deadline deadline = batch.deadline().isAfter(shortest) ? batch.deadline() : shortest;
    draft.add(new Act.Send(batch, deadline));
  }

  /** Handles the end of a request: distributes the answer and sends the next request. */
  Step end(Batch batch, Reply reply, long nowNanos) {
    Step.Draft draft = new Step.Draft();
    if (!inFlight.remove(batch)) {
      guard.settle(Guard.Sign.NONE);
      return draft.finish();
    }
    ledger.learn(reply, draft, nowNanos);
    host.judge(batch, reply, nowNanos);
    MetricSourceException passing = reply.passingFault();
    if (passing != null && !UntrustedCertificate.isCauseOf(passing) && mayRepeat(batch, nowNanos)) {
      repeat(batch, passing, nowNanos);
    } else {
      halves.addAll(verdicts.settle(batch, reply, host.health(), draft, nowNanos));
    }
    sendReady(draft, nowNanos);
    return draft.finish();
  }

  private boolean mayRepeat(Batch batch, long nowNanos) {
    return batch.suspicion() == null
        && batch.repetition() < options.retries()
        && batch.deadline().atNanos() - nowNanos > RetryDelay.SHORTEST.toNanos();
  }

  private void repeat(Batch batch, MetricSourceException why, long nowNanos) {
    long delay = RetryDelay.before(batch.repetition() + 1, random).toNanos();
    batch.queries().forEach(query -> query.moveTo(Place.PLANNED));
    repetitions.add(batch.repeat(why, nowNanos + delay));
  }

  /**
   * Handles the last reader of a query leaving before its time is up. The query's request ends
   * unless others wait for it. If it has lasted long, it counts against its queries like a timeout.
   */
  Step giveUp(QueryEntry query, long nowNanos) {
    Step.Draft draft = new Step.Draft();
    Batch batch = inFlight.leftAlone(query, nowNanos);
    if (batch != null) {
      draft.add(new Act.Cancel(batch));
      ledger.giveUp();
      reunion.onEnd(batch, false);
      if (inFlight.isLong(batch, nowNanos)) {
        var slow = new TransportException(hostName + ": no answer while a reader waited", null);
        verdicts.suspect(batch, slow, host.health(), draft, nowNanos);
      }
      inFlight.remove(batch);
      batch.queries().forEach(queues::rest);
      sendReady(draft, nowNanos);
    }
    return draft.finish();
  }

  private TransportException closedFault() {
    return new TransportException(hostName + ": the source is closed", null);
  }

  /** Fails requests that wait for a repetition, because nothing will wake the plan again. */
  Step giveUpRepetitions() {
    Step.Draft draft = new Step.Draft();
    for (Batch batch : repetitions) {
      verdicts.fail(batch, requireNonNull(batch.lastFault()), draft);
    }
    repetitions.clear();
    return draft.finish();
  }

  /** Fails all waiting readers, and gives up requests under way. */
  Step close() {
    Step.Draft draft = new Step.Draft();
    closed = true;
    queues.drainDue().forEach(query -> abort(query, draft));
    halves.forEach(half -> abort(half, draft));
    repetitions.forEach(batch -> abort(batch, draft));
    for (Batch batch : inFlight.drain()) {
      abort(batch, draft);
      draft.add(new Act.Cancel(batch));
    }
    halves.clear();
    repetitions.clear();
    return draft.finish();
  }

  private void abort(Batch batch, Step.Draft draft) {
    batch.queries().forEach(query -> abort(query, draft));
  }

  private void abort(QueryEntry query, Step.Draft draft) {
    query.rest();
    draft.add(new Act.Abort(query, closedFault()));
  }
}
