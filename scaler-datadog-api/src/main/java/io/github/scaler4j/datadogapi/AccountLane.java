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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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

  @GuardedBy("lock") private @Nullable ScheduledFuture<?> wakeUp;

  @GuardedBy("lock") private long wakeUpAtNanos;

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
    this.guard = HostGuard.of(account.host(), context);
    this.plan = new LanePlan(account.host(), options, this::acquire, context.random());
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
      stopWakeUp();
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
      if (step.wakeAtNanos().isPresent() && !wakeUpAt(step.wakeAtNanos().getAsLong())) {
        givenUp = plan.giveUpRepetitions().acts();
      }
    }
    step.acts().forEach(this::perform);
    givenUp.forEach(this::perform);
    return step.refresh();
  }

  /** Returns false if the scheduler takes no task, because it was shut down before us. */
  @GuardedBy("lock") private boolean wakeUpAt(long nanos) {
    if (context.scheduler().isShutdown()) {
      return false;
    }
    long now = context.time().nanoTime();
    // One that is over and has not come may have been lost.
    if (wakeUp != null && wakeUpAtNanos - nanos <= 0 && wakeUpAtNanos - now > 0) {
      return true;
    }
    stopWakeUp();
    wakeUpAtNanos = nanos;
    long delay = nanos - now;
    try {
      wakeUp = context.scheduler().schedule(this::wakeUp, delay, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return false;
    }
    return true;
  }

  @GuardedBy("lock") private void stopWakeUp() {
    if (wakeUp != null) {
      wakeUp.cancel(false);
      wakeUp = null;
    }
  }

  private void wakeUp() {
    synchronized (lock) {
      wakeUp = null;
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
    giveAccount(reply);
    Refresh unused = on((lane, now) -> lane.end(batch, reply, now));
  }

  private @Nullable MetricSourceException acquire() {
    return guard.tryAcquire() ? null : guard.fault();
  }

  private void giveAccount(Reply reply) {
    MetricSourceException passing = reply.passingFault();
    if (passing != null) {
      guard.onFailure(passing);
    } else if (reply instanceof Reply.Missing) {
      guard.release();
    } else {
      guard.onSuccess();
    }
  }
}
