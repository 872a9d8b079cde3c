package io.github.scaler4j.datadogapi;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RateLimitStatus;
import io.github.scaler4j.source.SourceListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds an account's current {@link Budget}. Belongs to the plan. */
final class Ledger {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  private final String host;
  private final String account;
  private final DoubleSupplier random;
  private final HoldBackFaults heldBack;
  private Budget budget;

  Ledger(String host, String account, DatadogApiOptions options, DoubleSupplier random) {
    this.host = host;
    this.account = account;
    this.random = random;
    this.heldBack = new HoldBackFaults(host, options.maxParallelRequests());
    this.budget = Budget.unknown(options.budgetShare());
  }

  /** Returns how many nanoseconds a request has to wait; 0 if it may be sent now. */
  long waitNanos(Purpose purpose, long nowNanos) {
    budget = budget.at(nowNanos);
    return budget.waitNanos(purpose, nowNanos);
  }

  /** Returns how long a number of requests takes at the present pace; 0 without a pace. */
  double nanosFor(int requests) {
    double pace = budget.pacePerNano();
    return pace == 0 ? 0 : requests / pace;
  }

  /** Counts a request that is sent now. */
  void spend(Purpose purpose, long nowNanos) {
    budget = budget.spend(purpose, nowNanos);
  }

  /** Handles a request that was given up and may not have been answered. */
  void giveUp() {
    budget = budget.onNoAnswer();
  }

  /** Learns from the end of a request. */
  void learn(Reply reply, Step.Draft draft, long nowNanos) {
    if (reply instanceof Reply.Missing) {
      giveUp();
      return;
    }
    RateLimitSnapshot reported = RateLimitSnapshot.of(reply.limits(), budget.limit(), nowNanos);
    if (reply instanceof Reply.Refused refused && refused.fault() instanceof RateLimitedException) {
      budget = budget.onRefusal(reported, reply.limits(), random.getAsDouble(), nowNanos);
      Duration closedFor = Duration.ofNanos(budget.waitNanos(Purpose.REFRESH, nowNanos));
      GateClosedEvent event = new GateClosedEvent(host, account, closedFor);
      log.debug("{} {}: answered 429; no requests for {} s", host, account, closedFor.toSeconds());
      draft.add(
          new Act.Report(events -> events.publish(SourceListener::onGateClosed, () -> event)));
    } else {
      budget = budget.onAnswer(reported, reply instanceof Reply.Answered, nowNanos);
    }
    if (reported != null) {
      Budget now = budget;
      draft.add(
          new Act.Report(
              events ->
                  events.publish(
                      SourceListener::onRateLimit,
                      () -> RateLimitEvent.of(host, account, status(reported, now, nowNanos)))));
    }
  }

  /** Returns the limit as of now; empty if none is known. */
  Optional<RateLimitStatus> status(long nowNanos) {
    Budget now = budget.at(nowNanos);
    RateLimitSnapshot limit = now.limit();
    return limit == null ? Optional.empty() : Optional.of(status(limit, now, nowNanos));
  }

  private static RateLimitStatus status(RateLimitSnapshot limit, Budget now, long nowNanos) {
    return limit.toStatus(
        nowNanos,
        now.pacePerNano() * TimeUnit.SECONDS.toNanos(1),
        Duration.ofNanos(now.gatePause().waitNanos(nowNanos)));
  }

  /** Returns the reason why no request is sent at present. */
  MetricSourceException explain(long nowNanos) {
    return waitNanos(Purpose.REFRESH, nowNanos) > 0
        ? heldBack.byBudget(budget, nowNanos)
        : heldBack.byParallelRequests();
  }

  /** Whether it can be dropped, because a new one would learn the same. */
  boolean isForgettable(long nowNanos) {
    return budget.isForgettable(nowNanos);
  }
}
