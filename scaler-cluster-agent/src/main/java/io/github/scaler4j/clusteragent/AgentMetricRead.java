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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One metric and its readers: one request at a time for all of them, and none while all agents ask
 * for a pause.
 */
final class AgentMetricRead {

  private final PausableMetric metric;
  private final AgentCandidates endpoints;
  private final AgentFailover failover;
  private final SharedRead<MetricOutcome> readers;
  private final TimeSource time;
  private final AtomicReference<@Nullable Asked> underWay = new AtomicReference<>();

  /** A request with its retries. Two are equal only if they are the same object. */
  private static final class Asked {
    private final Deadline deadline;

    Asked(Deadline deadline) {
      this.deadline = deadline;
    }
  }

  AgentMetricRead(
      AgentMetric metric,
      AgentCandidates endpoints,
      AgentFailover failover,
      Freshness freshness,
      TimeSource time,
      DeadlineTimer timer,
      SourceEvents events) {
    this.metric = new PausableMetric(metric, time);
    this.time = time;
    this.endpoints = endpoints;
    this.failover = failover;
    this.readers =
        new SharedRead<>(metric.externalName(), freshness, time, timer, events, this::refresh);
  }

  CompletableFuture<Fetched<MetricOutcome>> read(Deadline deadline) {
    return readers.read(deadline);
  }

  private Refresh refresh(Deadline deadline) {
    Asked last = underWay.get();
    // The scheduler may lose a retry. Its request never ends, and must not hold up all later ones.
    if (last != null && !DeadlineTimer.isLost(last.deadline, time)) {
      return Refresh.UNDER_WAY;
    }
    // Throws the reason if no agent may be asked.
    List<AgentEndpoint> order = endpoints.order(metric);
    Asked next = new Asked(deadline);
    if (underWay.compareAndSet(last, next)) {
      Backstop.whenDone(
          ask(order, deadline), (outcome, failure) -> end(next, outcome, failure), readers::abort);
    }
    return Refresh.UNDER_WAY;
  }

  private CompletableFuture<MetricOutcome> ask(List<AgentEndpoint> order, Deadline deadline) {
    try {
      return failover.read(order, metric, deadline);
    } catch (Throwable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void end(Asked asked, @Nullable MetricOutcome outcome, @Nullable Throwable failure) {
    // A request that was considered lost notifies no reader. The field is cleared before the
    // readers are notified, so that a reader that asks again at once starts a new request.
    if (!underWay.compareAndSet(asked, null)) {
      return;
    }
    if (outcome != null) {
      readers.succeed(outcome);
    } else if (failure instanceof MetricSourceException known) {
      if (AgentErrorReader.isTransient(known)) {
        readers.fail(known, asked.deadline);
      } else {
        readers.fail(known);
      }
    } else {
      readers.abort(requireNonNull(failure));
    }
  }

  /** Fails all readers. */
  void close() {
    readers.abort(ConnectionsBySettings.closedFault());
  }
}
