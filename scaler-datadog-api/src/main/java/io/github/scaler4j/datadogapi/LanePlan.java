package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.RetryDelay;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.MergingStatistics;
import io.github.scaler4j.source.RateLimitStatus;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes all decisions about one account's requests: which query is due, which others its request
 * includes, when it is sent, and what follows from its answer. It performs nothing itself.
 *
 * <p>Confined to its owner's lock. It uses no lock, clock, future, thread or socket of its own, and
 * asks two seams: the {@link Guard} of the host, and whether readers wait ({@link AnswerSink}).
 * Each event is one method that takes the time and returns a {@link Step}. Every wanted query is
 * due, belongs to exactly one batch, or has its readers notified.
 */
final class LanePlan {

  private final String hostName;
  private final String account;
  private final DatadogApiOptions options;
  private final Guard guard;
  private final Ledger ledger;
  private final RequestComposer requests;
  private final QueryQueues queues;
  private final Verdicts verdicts;
  private final HostRecovery recovery;
  private final HostJudge host;
  private final QueryRegister register;
  private final PlannedRequests planned;
  private final RequestsUnderWay inFlight = new RequestsUnderWay();
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
    this.ledger = new Ledger(hostName, account, options, random);
    PathCapacity path = new PathCapacity(options.maxBatchQueries());
    this.requests =
        options.merging() && options.batching()
            ? new MergedRequests(hostName, options, path)
            : new PlainRequests(options, path);
    this.queues = new QueryQueues(options, path, requests);
    this.recovery = new HostRecovery(queues, path);
    this.host = new HostJudge(guard, recovery);
    this.verdicts = new Verdicts(hostName, options, queues, path, requests);
    this.register = new QueryRegister(options, queues, requests);
    this.planned = new PlannedRequests(options.retries(), random);
  }

  /** Adds a query. */
  QueryEntry enter(DatadogQuery query, AnswerSink readers) {
    return register.enter(query, readers);
  }

  /** Removes a query that no longer has readers. */
  void leave(QueryEntry query) {
    register.leave(query);
  }

  /** Whether it has no readers, and a new plan would behave the same. */
  boolean isDisposable(long nowNanos) {
    // Readers of a forgotten query may still wait.
    boolean atWork = queues.due() > 0 || !planned.isEmpty() || !inFlight.isEmpty();
    return register.size() == 0 && !atWork && ledger.isForgettable(nowNanos);
  }

  /** Returns the statistics of merging. */
  MergingStatistics merging(long nowNanos) {
    return requests.statistics(nowNanos);
  }

  /** Returns the host's state as this account sees it. */
  HostStatus status(long nowNanos) {
    Optional<RateLimitStatus> limit = ledger.status(nowNanos);
    HostStatus.Builder status =
        HostStatus.builder(hostName)
            .account(account)
            .circuitOpen(guard.refusal() != null)
            .liveQueries(register.size())
            .waitingQueries(queues.due())
            .requestsUnderWay(inFlight.size());
    limit.ifPresent(status::rateLimit);
    limit.flatMap(register::advise).ifPresent(status::advice);
    return status.build();
  }

  /** Whether the plan still waits for the end of a request. */
  boolean awaits(Batch batch) {
    return inFlight.contains(batch);
  }

  /** Handles a reader that needs a new value. */
  Step wish(QueryEntry query, Deadline reader, long nowNanos) {
    MetricSourceException down = guard.refusal();
    if (down != null) {
      queues.miss(query);
      return Step.refuse(new Refresh.Refused(down));
    }
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

  /** Returns why a query's request has not been sent, or null if it is under way. */
  @Nullable MetricSourceException holdBack(QueryEntry query, long nowNanos) {
    MetricSourceException lastFault = planned.lastFault(query);
    if (lastFault != null) {
      return lastFault;
    }
    return refresh(query, nowNanos) instanceof Refresh.Queued queued ? queued.why() : null;
  }

  private boolean hasRoom() {
    return inFlight.size() + planned.soonRetried() < options.maxParallelRequests();
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
      more = retryNext(draft, nowNanos) || sendNext(draft, nowNanos);
    }
  }

  /** Retries or gives up the next request whose delay is over; false if there is none. */
  private boolean retryNext(Step.Draft draft, long nowNanos) {
    Batch batch = planned.nextRetry(draft, nowNanos);
    if (batch == null) {
      return false;
    }
    boolean room = !PlannedRequests.waitsForRetryAfter(batch) || hasRoom();
    long wait =
        Math.max(
            ledger.waitNanos(Purpose.REFRESH, nowNanos), room ? 0 : RetryDelay.SHORTEST.toNanos());
    boolean inTime = batch.deadline().atNanos() - (nowNanos + wait) > 0;
    if (inTime && wait > 0) {
      planned.postpone(batch, nowNanos + wait);
    } else if (inTime && guard.acquire() == null) {
      send(batch, Purpose.REFRESH, draft, nowNanos);
    } else {
      verdicts.blame(batch, requireNonNull(batch.lastFault()), host.health(), draft, nowNanos);
    }
    return true;
  }

  /** Sends the next request that may be sent now; false if there is none. */
  private boolean sendNext(Step.Draft draft, long nowNanos) {
    WindowQueue window =
        planned.hasHalves() ? null : queues.next(recovery.suspects(), draft, nowNanos);
    if (!hasRoom() || (window == null && !planned.hasHalves())) {
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
            ? planned.nextHalf()
            : requests.compose(Batch.of(queues.takeBatch(window, nowNanos), nowNanos), nowNanos);
    register.takeTurns(batch.queries());
    if (refusal == null) {
      send(batch, purpose, draft, nowNanos);
    } else {
      verdicts.refuse(batch, refusal, draft);
    }
    return true;
  }

  private Purpose purposeOf(WindowQueue window, Step.Draft draft, long nowNanos) {
    if (recovery.suspects() == SuspectOrder.LAST) {
      return window.isSuspect() ? Purpose.REFRESH : Purpose.ISOLATE;
    }
    return window.purposeOfNext(host.health(), ledger, draft, nowNanos);
  }

  private void send(Batch batch, Purpose purpose, Step.Draft draft, long nowNanos) {
    ledger.spend(purpose, nowNanos);
    inFlight.add(batch, nowNanos);
    recovery.onSend(batch);
    batch.queries().forEach(query -> query.moveTo(Place.IN_FLIGHT));
    draft.add(new Act.Send(batch, TimeoutClass.ofRequest(batch.deadline(), nowNanos)));
  }

  /** Handles the end of a request: distributes the answer and sends the next request. */
  Step end(Batch batch, Reply reply, long nowNanos) {
    Step.Draft draft = new Step.Draft();
    if (!inFlight.remove(batch)) {
      guard.settle(Guard.Sign.NONE, null);
      return draft.finish();
    }
    ledger.learn(reply, draft, nowNanos);
    host.judge(batch, reply, nowNanos);
    if (!planned.retry(batch, reply, nowNanos)) {
      planned.addHalves(verdicts.settle(batch, reply, host.health(), draft, nowNanos));
    }
    sendReady(draft, nowNanos);
    return draft.finish();
  }

  /**
   * Handles the last reader of a query leaving before its time is up. The query's request ends
   * unless others wait for it. If it has lasted long, it counts against its queries like a timeout.
   */
  Step giveUp(QueryEntry query, long nowNanos) {
    Step.Draft draft = new Step.Draft();
    Batch batch = inFlight.findAbandoned(query, nowNanos);
    if (batch != null) {
      draft.add(new Act.Cancel(batch));
      ledger.giveUp();
      host.abandon(batch, inFlight.isLong(batch, nowNanos), nowNanos);
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

  /** Fails requests that wait for a retry, because nothing will wake the plan again. */
  Step giveUpRetries() {
    Step.Draft draft = new Step.Draft();
    for (Batch batch : planned.drainRetries()) {
      verdicts.refuse(batch, requireNonNull(batch.lastFault()), draft);
    }
    return draft.finish();
  }

  /** Fails all waiting readers, and gives up requests under way. */
  Step close() {
    Step.Draft draft = new Step.Draft();
    closed = true;
    verdicts.abort(queues.drainDue(), closedFault(), draft);
    planned.drain().forEach(batch -> verdicts.abort(batch.queries(), closedFault(), draft));
    for (Batch batch : inFlight.drain()) {
      verdicts.abort(batch.queries(), closedFault(), draft);
      draft.add(new Act.Cancel(batch));
    }
    return draft.finish();
  }
}
