package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.DatadogQuery;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One account's queries on their way to Datadog: the shell around a {@link LanePlan}.
 *
 * <p>Thread-safe. It holds the lock, the timer, the guard of the host and the exchange; the plan
 * decides. What the plan has decided is done outside the lock. Accounts never share a lane.
 */
final class AccountLane {

  private final Account account;
  private final SourceContext context;
  private final SourceEvents events;
  private final QueryExchange exchange;
  private final HostGuard guard;
  private final Map<Batch, CompletableFuture<Reply>> calls = new ConcurrentHashMap<>();

  private final Object lock = new Object();

  @GuardedBy("lock") private final LanePlan plan;

  @GuardedBy("lock") private final LaneTimer timer;

  AccountLane(
      Account account,
      DatadogApiOptions options,
      SourceContext context,
      SourceEvents events,
      QueryExchange exchange) {
    this.account = account;
    this.context = context;
    this.events = events;
    this.exchange = exchange;
    this.guard = HostGuard.of(account.host(), HostHealth.DOWN_AFTER, context);
    this.plan = new LanePlan(account.host(), options, new LaneGuard(guard), context.random());
    this.timer = new LaneTimer(context, this::wakeUp);
  }

  /** Takes in a query that somebody reads from now on. */
  QueryEntry open(DatadogQuery query, AnswerSink readers) {
    synchronized (lock) {
      return plan.enter(query, readers);
    }
  }

  /** Nobody reads the query any more. */
  void forget(QueryEntry query) {
    synchronized (lock) {
      plan.leave(query);
    }
  }

  /** Whether nobody reads this account, and a new lane would do as well. */
  boolean isDisposable() {
    synchronized (lock) {
      return plan.isDisposable(context.time().nanoTime());
    }
  }

  /** A reader wants a new value. */
  Refresh refresh(QueryEntry query, Deadline reader) {
    MetricSourceException down = guard.refusal();
    return down == null
        ? on((lane, now) -> lane.wish(query, reader, now))
        : new Refresh.Refused(down);
  }

  /** Fails all who wait, and ends what is under way. */
  void close() {
    Refresh unused = on((lane, now) -> lane.close());
    synchronized (lock) {
      timer.stop();
    }
  }

  /** Something that happens to the plan. */
  @FunctionalInterface
  private interface Event {
    Step apply(LanePlan plan, long nowNanos);
  }

  private Refresh on(Event event) {
    Step step;
    List<Act> givenUp = List.of();
    synchronized (lock) {
      step = event.apply(plan, context.time().nanoTime());
      if (step.wakeAtNanos().isPresent() && !timer.wakeAt(step.wakeAtNanos().getAsLong())) {
        givenUp = plan.giveUpRepetitions().acts();
      }
    }
    step.acts().forEach(this::perform);
    givenUp.forEach(this::perform);
    return step.refresh();
  }

  private void wakeUp() {
    synchronized (lock) {
      timer.reset();
    }
    Refresh unused = on(LanePlan::wake);
  }

  /** Does what the plan has decided. */
  private void perform(Act act) {
    if (act instanceof Act.Send send) {
      send(send.batch(), send.deadline());
    } else if (act instanceof Act.Cancel cancel) {
      CompletableFuture<Reply> call = calls.get(cancel.batch());
      if (call != null) {
        call.cancel(false);
      }
    } else if (act instanceof Act.Report report) {
      report.event().accept(events);
    } else if (act instanceof Act.Told told) {
      tell(told);
    }
  }

  // One query's readers must not miss their answer because another's could not be told.
  private static void tell(Act.Told told) {
    try {
      told.tell();
    } catch (RuntimeException | Error e) {
      told.query().readers().onAbort(e);
    }
  }

  private void send(Batch batch, Deadline deadline) {
    CompletableFuture<Reply> call;
    try {
      call = exchange.send(account, batch.texts(), deadline);
    } catch (RuntimeException | Error e) {
      call = CompletableFuture.failedFuture(e);
    }
    calls.put(batch, call);
    boolean awaited;
    synchronized (lock) {
      awaited = plan.awaits(batch);
    }
    if (!awaited) {
      call.cancel(false);
    }
    Backstop.whenDone(
        call,
        (reply, fault) ->
            end(batch, reply == null ? new Reply.Missing(requireNonNull(fault)) : reply),
        fault -> batch.queries().forEach(query -> query.readers().onAbort(fault)));
  }

  private void end(Batch batch, Reply reply) {
    calls.remove(batch);
    Refresh unused = on((lane, now) -> lane.end(batch, reply, now));
  }
}
