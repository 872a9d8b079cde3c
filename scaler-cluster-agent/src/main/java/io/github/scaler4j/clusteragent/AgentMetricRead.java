package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.RetryDelay;
import io.github.scaler4j.engine.SharedRead;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentMetric;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One metric and its readers: one request at a time for all of them, and none while the agent asks
 * for a pause. Other metrics don't wait, because the reason may lie with this one.
 */
final class AgentMetricRead {

  private final AgentMetric metric;
  private final AgentEndpoints endpoints;
  private final AgentFailover failover;
  private final SharedRead<MetricOutcome> readers;
  private final TimeSource time;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile @Nullable Pause pause;

  /** How long no request is sent for the metric, because the agent asked for a pause. */
  private record Pause(MetricSourceException why, long untilNanos) {}

  AgentMetricRead(
      AgentMetric metric,
      AgentEndpoints endpoints,
      AgentFailover failover,
      Freshness freshness,
      TimeSource time,
      DeadlineTimer timer,
      SourceEvents events) {
    this.metric = metric;
    this.endpoints = endpoints;
    this.failover = failover;
    this.time = time;
    this.readers =
        new SharedRead<>(metric.externalName(), freshness, time, timer, events, this::refresh);
  }

  CompletableFuture<Fetched<MetricOutcome>> read(Deadline deadline) {
    return readers.read(deadline);
  }

  private Refresh refresh(Deadline deadline) {
    if (underWay.get()) {
      return Refresh.UNDER_WAY;
    }
    Pause paused = pause;
    MetricSourceException refusal =
        paused != null && time.nanoTime() - paused.untilNanos < 0
            ? paused.why
            : endpoints.refusal(metric);
    if (refusal != null) {
      return new Refresh.Refused(refusal);
    }
    if (underWay.compareAndSet(false, true)) {
      Backstop.whenDone(
          ask(deadline), (outcome, failure) -> end(deadline, outcome, failure), readers::abort);
    }
    return Refresh.UNDER_WAY;
  }

  private CompletableFuture<MetricOutcome> ask(Deadline deadline) {
    try {
      return failover.read(metric, deadline);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void end(
      Deadline deadline, @Nullable MetricOutcome outcome, @Nullable Throwable failure) {
    pause = failure instanceof MetricSourceException known ? pauseAfter(known) : null;
    // Cleared before the readers are notified, so that a reader that asks again at once starts a
    // new request.
    underWay.set(false);
    if (outcome != null) {
      readers.succeed(outcome);
    } else if (failure instanceof MetricSourceException known) {
      if (AgentErrors.isTransient(known)) {
        readers.fail(known, deadline);
      } else {
        readers.fail(known);
      }
    } else {
      readers.abort(requireNonNull(failure));
    }
  }

  private @Nullable Pause pauseAfter(MetricSourceException why) {
    Duration asked = RetryDelay.asked(why);
    return asked.isZero() ? null : new Pause(why, time.nanoTime() + asked.toNanos());
  }

  /** Fails all readers. */
  void close() {
    readers.abort(AgentConnections.closedFault());
  }
}
