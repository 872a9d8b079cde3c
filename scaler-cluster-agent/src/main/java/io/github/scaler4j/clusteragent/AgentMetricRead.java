package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SharedRead;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentMetric;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One metric and its readers: one request at a time for all of them, and none while all agents ask
 * for a pause.
 */
final class AgentMetricRead {

  private final PausableMetric metric;
  private final AgentEndpoints endpoints;
  private final AgentFailover failover;
  private final SharedRead<MetricOutcome> readers;
  private final AtomicBoolean underWay = new AtomicBoolean();

  AgentMetricRead(
      AgentMetric metric,
      AgentEndpoints endpoints,
      AgentFailover failover,
      Freshness freshness,
      TimeSource time,
      DeadlineTimer timer,
      SourceEvents events) {
    this.metric = new PausableMetric(metric, time);
    this.endpoints = endpoints;
    this.failover = failover;
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
    MetricSourceException refusal = endpoints.refusal(metric);
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

  /** Fails all readers. */
  void close() {
    readers.abort(AgentConnections.closedFault());
  }
}
