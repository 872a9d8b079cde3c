package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SharedRead;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.AgentMetric;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One metric that somebody reads through the agent: one request at a time for all its readers. */
final class AgentMetricRead {

  private final AgentMetric metric;
  private final AgentEndpoints endpoints;
  private final AgentFailover failover;
  private final SharedRead<MetricOutcome> readers;
  private final AtomicBoolean underWay = new AtomicBoolean();

  AgentMetricRead(
      AgentMetric metric,
      AgentEndpoints endpoints,
      AgentFailover failover,
      Freshness freshness,
      SourceContext context,
      SourceEvents events) {
    this.metric = metric;
    this.endpoints = endpoints;
    this.failover = failover;
    this.readers =
        new SharedRead<>(metric.externalName(), freshness, context, events, this::refresh);
  }

  SharedRead<MetricOutcome> readers() {
    return readers;
  }

  private Refresh refresh(Deadline deadline) {
    if (underWay.get()) {
      return Refresh.UNDER_WAY;
    }
    MetricSourceException refusal = endpoints.refusal(metric);
    if (refusal != null) {
      return new Refresh.Refused(refusal);
    }
    if (!underWay.compareAndSet(false, true)) {
      return Refresh.UNDER_WAY;
    }
    CompletableFuture<MetricOutcome> read;
    try {
      read = failover.read(metric, deadline);
    } catch (RuntimeException | Error e) {
      underWay.set(false);
      throw e;
    }
    Backstop.whenDone(read, (outcome, fault) -> end(deadline, outcome, fault), readers::abort);
    return Refresh.UNDER_WAY;
  }

  private void end(Deadline deadline, @Nullable MetricOutcome outcome, @Nullable Throwable fault) {
    // Before the readers learn of it: one that asks again at once is to find nothing under way.
    underWay.set(false);
    if (outcome != null) {
      readers.succeed(outcome);
    } else if (fault instanceof MetricSourceException known) {
      if (AgentErrors.mayPass(known)) {
        readers.fail(known, deadline);
      } else {
        readers.fail(known);
      }
    } else {
      readers.abort(requireNonNull(fault));
    }
  }

  /** Fails all who wait. */
  void close() {
    readers.abort(AgentConnections.closedFault());
  }
}
