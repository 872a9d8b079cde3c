package io.github.scaler4j.datadogapi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.MergingStatistics;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.DatadogQuery;
import org.jspecify.annotations.Nullable;

/**
 * One account's queries on their way to Datadog: the shell around a {@link LanePlan}.
 *
 * <p>Thread-safe. It holds the lock and the timer; the plan decides, and an {@link ActPerformer}
 * acts, outside the lock. Accounts never share a lane.
 */
final class AccountLane {

  private final String name;
  private final SourceContext context;
  private final ActPerformer performer;

  private final Object lock = new Object();

  @GuardedBy("lock") private final LanePlan plan;

  @GuardedBy("lock") private final LaneTimer timer;

  AccountLane(
      Account account,
      String name,
      DatadogApiOptions options,
      SourceContext context,
      SourceEvents events,
      QueryExchange exchange) {
    this.context = context;
    this.name = name;
    LaneCalls calls = new LaneCalls(account, name, exchange, this::end);
    HostGuard guard = HostGuard.of(account.host(), HostHealth.DOWN_AFTER, context);
    this.performer = new ActPerformer(calls, guard, events, this::isAwaited);
    this.plan = new LanePlan(account.host(), name, options, new LaneGuard(guard), context.random());
    this.timer = new LaneTimer(context, this::wakeUp);
  }

  /** Returns the account's name in metrics and events. */
  String name() {
    return name;
  }

  /** Returns the host's state as this account sees it. */
  HostStatus status() {
    synchronized (lock) {
      return plan.status(context.time().nanoTime());
    }
  }

  /** Adds a query that is read from now on. */
  QueryEntry open(DatadogQuery query, AnswerSink readers) {
    synchronized (lock) {
      return plan.enter(query, readers);
    }
  }

  /** Removes a query that no longer has readers. */
  void forget(QueryEntry query) {
    synchronized (lock) {
      plan.leave(query);
    }
  }

  /** Whether it can be dropped: it has no readers, and a new lane would behave the same. */
  boolean isDisposable() {
    synchronized (lock) {
      return plan.isDisposable(context.time().nanoTime());
    }
  }

  /** Returns the statistics of merging. */
  MergingStatistics merging() {
    synchronized (lock) {
      return plan.merging(context.time().nanoTime());
    }
  }

  /** Handles a reader's wish for a new value. */
  Refresh refresh(QueryEntry query, Deadline reader) {
    return on((lane, now) -> lane.wish(query, reader, now));
  }

  /** Returns why a query's request has not been sent, or null if it is under way. */
  @Nullable MetricSourceException holdBack(QueryEntry query) {
    synchronized (lock) {
      return plan.holdBack(query, context.time().nanoTime());
    }
  }

  /** Ends the request of a query whose last waiting reader has left, unless others wait for it. */
  void giveUp(QueryEntry query) {
    Refresh unused = on((lane, now) -> lane.giveUp(query, now));
  }

  /** Fails all waiting readers, and ends requests under way. */
  void close() {
    Refresh unused = on((lane, now) -> lane.close());
    synchronized (lock) {
      timer.stop();
    }
  }

  /** An event of the plan. */
  @FunctionalInterface
  private interface Event {
    Step apply(LanePlan plan, long nowNanos);
  }

  private Refresh on(Event event) {
    Step step;
    synchronized (lock) {
      step = event.apply(plan, context.time().nanoTime());
      if (!timer.wakeAt(step.wakeAtNanos())) {
        step = step.then(plan.giveUpRetries());
      }
    }
    performer.perform(step.acts());
    return step.refresh();
  }

  private void wakeUp() {
    synchronized (lock) {
      timer.onWake();
    }
    Refresh unused = on(LanePlan::wake);
  }

  private boolean isAwaited(Batch batch) {
    synchronized (lock) {
      return plan.awaits(batch);
    }
  }

  private void end(Batch batch, Reply reply) {
    Refresh unused = on((lane, now) -> lane.end(batch, reply, now));
  }
}
