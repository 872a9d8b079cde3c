package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.Attempts;
import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One account's queries on their way to Datadog: who is due, who rides along, when the next request
 * leaves, and what becomes of its answer.
 *
 * <p>Thread-safe. One lock guards the queues; it is held neither while a request is sent nor while
 * a reader's future completes. Accounts never share a lane.
 */
final class AccountLane {

  // KEDA's own timeout of a request, where nothing else is set.
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(3);

  private final Account account;
  private final DatadogApiOptions options;
  private final Freshness freshness;
  private final SourceContext context;
  private final QueryExchange exchange;
  private final SourceEvents events;
  private final HostGuard guard;
  private final Attempts attempts;
  private final RateLimitGate gate;

  private final Object lock = new Object();
  private final Map<Window, WindowQueue> windows = new HashMap<>();
  private final Deque<Batch> halves = new ArrayDeque<>();
  private final Set<Flight> inFlight = new HashSet<>();
  private int readQueries;
  private long turns;
  private long opened = Long.MIN_VALUE;
  private @Nullable ScheduledFuture<?> wakeUp;
  private long wakeUpAtNanos;
  private volatile boolean closed;

  AccountLane(
      Account account,
      DatadogApiOptions options,
      SourceContext context,
      SourceEvents events,
      QueryExchange exchange) {
    this.account = account;
    this.options = options;
    this.freshness = new Freshness(options.freshFor(), options.staleFor());
    this.context = context;
    this.events = events;
    this.exchange = exchange;
    this.guard = HostGuard.of(account.host(), context);
    this.attempts = new Attempts(options.retries(), AccountLane::mayPass, context);
    this.gate = new RateLimitGate(options.budgetShare(), context.random());
  }

  LiveQuery open(DatadogQuery query) {
    LiveQuery live =
        new LiveQuery(
            query, QueryRequests.escapedLength(query.text()), this, freshness, context, events);
    synchronized (lock) {
      live.turn = opened++;
      readQueries++;
    }
    return live;
  }

  void forget(LiveQuery query) {
    synchronized (lock) {
      readQueries -= query.forgotten ? 0 : 1;
      query.forgotten = true;
      if (query.place == LiveQuery.Place.RESTING) {
        queueOf(query).remove(query);
      }
    }
  }

  /** Whether nobody reads this account, and a new lane would do as well. */
  boolean forgettable(long nowNanos) {
    synchronized (lock) {
      return readQueries == 0 && inFlight.isEmpty() && gate.forgettable(nowNanos);
    }
  }

  /** A reader wants a new value. */
  Refresh refresh(LiveQuery query, Deadline reader) {
    MetricSourceException down = guard.refusal();
    Duration timeout = reader.left(context.time());
    if (down != null) {
      return new Refresh.Refused(down);
    }
    List<Flight> ready;
    Refresh refresh;
    synchronized (lock) {
      long now = context.time().nanoTime();
      MetricSourceException refusal = closed ? closedFault() : query.refusal(now);
      if (refusal != null) {
        return new Refresh.Refused(refusal);
      }
      if (timeout.compareTo(query.timeout) > 0) {
        query.timeout = timeout;
      }
      if (query.place == LiveQuery.Place.RESTING) {
        makeDue(query, now);
      }
      ready = takeReady(now);
      refresh =
          query.place == LiveQuery.Place.DUE && gate.waitNanos(now) > 0
              ? new Refresh.Queued(gate.heldBack(account.host(), now))
              : Refresh.UNDER_WAY;
    }
    ready.forEach(this::send);
    return refresh;
  }

  private void makeDue(LiveQuery query, long now) {
    query.settleAlone();
    queueOf(query).makeDue(query, now);
  }

  private void wakeUp() {
    List<Flight> ready;
    synchronized (lock) {
      wakeUp = null;
      ready = takeReady(context.time().nanoTime());
    }
    ready.forEach(this::send);
  }

  private List<Flight> takeReady(long now) {
    List<Flight> ready = new ArrayList<>(1);
    for (Flight next = takeNext(now); next != null; next = takeNext(now)) {
      ready.add(next);
    }
    return ready;
  }

  /** Takes the next request that may leave now; if none may, sees to it that we look again. */
  private @Nullable Flight takeNext(long now) {
    if (closed || inFlight.size() >= options.maxParallelRequests()) {
      return null;
    }
    WindowQueue window = halves.isEmpty() ? nextWindow(now) : null;
    if (window == null && halves.isEmpty()) {
      return null;
    }
    boolean isolates = window == null || window.isolates();
    long wait = isolates ? gate.tryAcquireAhead(now) : gate.tryAcquire(now);
    if (wait > 0) {
      wakeUpAfter(wait, now);
      return null;
    }
    Batch batch = window == null ? halves.remove() : Batch.of(window.takeBatch(now));
    for (LiveQuery query : batch.queries()) {
      query.place = LiveQuery.Place.IN_FLIGHT;
      query.turn = ++turns;
    }
    Flight flight = new Flight(batch);
    inFlight.add(flight);
    return flight;
  }

  /** Returns the queue whose first query has waited longest, among those that linger no more. */
  private @Nullable WindowQueue nextWindow(long now) {
    WindowQueue next = null;
    LiveQuery first = null;
    for (WindowQueue window : windows.values()) {
      LiveQuery candidate = window.first();
      if (candidate == null) {
        continue;
      }
      long linger = window.lingerNanos(now);
      if (linger > 0) {
        wakeUpAfter(linger, now);
      } else if (first == null || LiveQuery.BY_TURN.compare(candidate, first) < 0) {
        first = candidate;
        next = window;
      }
    }
    return next;
  }

  private void wakeUpAfter(long nanos, long now) {
    if (wakeUp != null) {
      if (wakeUpAtNanos - (now + nanos) <= 0) {
        return;
      }
      wakeUp.cancel(false);
    }
    wakeUpAtNanos = now + nanos;
    try {
      wakeUp = context.scheduler().schedule(this::wakeUp, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      wakeUp = null; // shut down before us; the next reader looks again
    }
  }

  private void send(Flight flight) {
    CompletableFuture<Reply> reply =
        attempts.call(
            guard,
            Deadline.in(flight.batch.timeout(), context.time()),
            () -> mayRepeat(flight),
            deadline -> attempt(flight, deadline));
    Backstop.whenDone(
        reply,
        (response, fault) -> ended(flight, response, fault),
        fault -> flight.batch.queries().forEach(query -> query.failed(fault)));
  }

  private boolean mayRepeat(Flight flight) {
    boolean may = !closed && gate.tryAcquire(context.time().nanoTime()) == 0;
    flight.admitted = may;
    return may;
  }

  private CompletableFuture<Reply> attempt(Flight flight, Deadline deadline) {
    flight.admitted = false;
    CompletableFuture<Reply> call;
    try {
      call = exchange.send(account, flight.batch.texts(), longEnough(deadline));
    } catch (RuntimeException | Error e) {
      call = CompletableFuture.failedFuture(e);
    }
    flight.calling(call);
    return call.handle(
        (reply, fault) -> {
          if (fault != null) {
            gate.onNoAnswer();
            throw new CompletionException(fault);
          }
          tellGate(reply);
          if (reply instanceof Reply.Refused refused && mayPass(refused.fault())) {
            throw new CompletionException(refused.fault());
          }
          return reply;
        });
  }

  // A reader in a hurry stops waiting; the answer still comes to the others, and to its next read.
  // Nor do requests that had no chance to be answered speak against the host.
  private Deadline longEnough(Deadline deadline) {
    Deadline shortest = Deadline.in(SHORTEST_TIMEOUT, context.time());
    return shortest.isAfter(deadline) ? shortest : deadline;
  }

  private void tellGate(Reply reply) {
    long now = context.time().nanoTime();
    RateLimitSnapshot heard = RateLimitSnapshot.of(reply.limits(), now);
    if (reply instanceof Reply.Refused refused && refused.fault() instanceof RateLimitedException) {
      gate.onTooManyRequests(heard, now);
      Duration closedFor = Duration.ofNanos(gate.waitNanos(now));
      events.tell(
          SourceListener::onGateClosed, () -> new GateClosedEvent(account.host(), closedFor));
    } else {
      gate.onAnswer(heard, reply instanceof Reply.Answered, now);
    }
    tellBudget(heard, now);
  }

  private void tellBudget(@Nullable RateLimitSnapshot heard, long now) {
    if (heard != null) {
      double pacePerSecond = gate.pacePerNano() * TimeUnit.SECONDS.toNanos(1);
      events.tell(
          SourceListener::onRateLimit, () -> heard.toEvent(account.host(), now, pacePerSecond));
    }
  }

  /** Whether a fault may pass by itself, and speaks against the host: transport, 408 and 5xx. */
  private static boolean mayPass(MetricSourceException fault) {
    return fault instanceof TransportException
        || (fault instanceof UnexpectedResponseException unexpected
            && (unexpected.status() == 408 || unexpected.status() >= 500));
  }

  /** A request has ended: deals out what came, and lets the next one go. */
  private void ended(Flight flight, @Nullable Reply reply, @Nullable Throwable fault) {
    if (flight.admitted) {
      gate.onNoAnswer();
    }
    Batch batch = flight.batch;
    Runnable tell;
    List<Flight> ready;
    synchronized (lock) {
      inFlight.remove(flight);
      long now = context.time().nanoTime();
      tell = reply == null ? failed(batch, fault) : dealt(batch, reply, now);
      ready = takeReady(now);
    }
    tell.run();
    ready.forEach(this::send);
  }

  private Runnable dealt(Batch batch, Reply reply, long now) {
    if (reply instanceof Reply.Answered answered) {
      batch.queries().forEach(query -> query.accepted(now));
      batch.company().accept();
      rest(batch);
      return () -> {
        for (int i = 0; i < batch.queries().size(); i++) {
          batch.queries().get(i).answered(QueryResult.of(answered.series().get(i)));
        }
      };
    }
    if (reply instanceof Reply.Refused refused && !refused.queriesAtFault()) {
      return failed(batch, refused.fault());
    }
    if (!batch.single() && !closed) {
      for (Batch half : batch.halves()) {
        half.queries().forEach(query -> query.place = LiveQuery.Place.DUE);
        halves.add(half);
      }
      return () -> {};
    }
    return isolated(batch, reply, now);
  }

  /** A query was refused although it stood alone: it backs off, and its readers learn why. */
  private Runnable isolated(Batch batch, Reply reply, long now) {
    LiveQuery culprit = batch.queries().get(0);
    rest(batch);
    if (reply instanceof Reply.Unprocessable unprocessable) {
      String reason = unprocessable.reason();
      Duration pause = culprit.unprocessable(options.freshFor(), batch.company(), now);
      return () -> {
        tellIsolation(culprit, new UnexpectedResponseException(422, reason, null), pause);
        culprit.unprocessable(reason, pause);
      };
    }
    MetricSourceException why = ((Reply.Refused) reply).fault();
    Duration backoff = culprit.refused(why, batch.company(), now);
    return () -> {
      tellIsolation(culprit, why, backoff);
      culprit.failed(why);
    };
  }

  private void tellIsolation(LiveQuery culprit, MetricSourceException why, Duration backoff) {
    events.tell(
        SourceListener::onIsolation,
        () -> new IsolationEvent(account.host(), culprit.query.text(), why, backoff));
  }

  private Runnable failed(Batch batch, @Nullable Throwable fault) {
    rest(batch);
    Throwable why = requireNonNull(fault);
    return () -> batch.queries().forEach(query -> query.failed(why));
  }

  private void rest(Batch batch) {
    for (LiveQuery query : batch.queries()) {
      query.timeout = Duration.ZERO;
      query.place = LiveQuery.Place.RESTING;
      if (!query.forgotten && !closed) {
        queueOf(query).rest(query);
      }
    }
  }

  private WindowQueue queueOf(LiveQuery query) {
    return windows.computeIfAbsent(query.window, window -> new WindowQueue(options));
  }

  private TransportException closedFault() {
    return new TransportException(account.host() + ": the source is closed", null);
  }

  /** Fails all who wait, and ends what is under way. */
  void close() {
    List<LiveQuery> waiting = new ArrayList<>();
    List<Flight> flights;
    synchronized (lock) {
      closed = true;
      if (wakeUp != null) {
        wakeUp.cancel(false);
      }
      windows.values().forEach(window -> window.drainDueTo(waiting));
      halves.forEach(half -> waiting.addAll(half.queries()));
      halves.clear();
      flights = List.copyOf(inFlight);
      inFlight.clear();
      flights.forEach(flight -> waiting.addAll(flight.batch.queries()));
      waiting.forEach(query -> query.place = LiveQuery.Place.RESTING);
    }
    waiting.forEach(query -> query.closed(closedFault()));
    flights.forEach(Flight::cancel);
  }
}
