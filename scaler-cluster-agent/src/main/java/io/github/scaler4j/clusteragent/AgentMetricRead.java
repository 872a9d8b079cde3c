package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SharedRead;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.AgentMetric;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One metric that somebody reads through the agent: one request at a time for all its readers. */
final class AgentMetricRead extends SharedRead<MetricOutcome> {

  private final AgentMetric metric;
  private final AgentEndpoints endpoints;
  private final AgentFailover failover;
  private final SourceContext context;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile long failureNanos;

  AgentMetricRead(
      AgentMetric metric,
      AgentEndpoints endpoints,
      AgentFailover failover,
      Freshness freshness,
      SourceContext context) {
    super(freshness, context);
    this.metric = metric;
    this.endpoints = endpoints;
    this.failover = failover;
    this.context = context;
  }

  @Override
  protected String subject() {
    return metric.externalName();
  }

  @Override
  protected Refresh refresh(Duration timeout) {
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
    return start(timeout);
  }

  private Refresh start(Duration timeout) {
    Deadline deadline = Deadline.in(timeout, context.time());
    var unused =
        failover
            .read(metric, deadline)
            .whenComplete((outcome, failure) -> end(deadline, outcome, failure));
    // Each reader minds its own time: a name's resolution may outlast the request's.
    return Refresh.UNDER_WAY;
  }

  private void end(
      Deadline deadline, @Nullable MetricOutcome outcome, @Nullable Throwable wrapped) {
    Throwable failure = wrapped == null ? null : CallerFuture.bare(wrapped);
    // Before the readers learn of it: one that asks again at once is to find nothing under way.
    underWay.set(false);
    if (outcome != null) {
      succeed(outcome);
      return;
    }
    failureNanos = deadline.atNanos();
    if (failure instanceof MetricSourceException known) {
      fail(known);
    } else {
      abort(
          failure instanceof InvalidTriggerException
              ? failure
              : new TransportException(subject() + ": the request could not be made", failure));
    }
  }

  /** Returns until when the last request that failed had time; anything before the first. */
  long failureNanos() {
    return failureNanos;
  }

  /** Fails all who wait. */
  void close() {
    abort(AgentConnections.closedFault());
  }
}
