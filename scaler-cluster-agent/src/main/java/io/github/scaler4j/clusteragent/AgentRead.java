package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.engine.SharedRead;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One metric that somebody reads through the agent: one request at a time for all its readers. */
final class AgentRead extends SharedRead<MetricOutcome> {

  /** What makes the reads of two triggers the same; all else is one trigger's own affair. */
  static final class Key {

    private final ClusterAgentTrigger trigger;

    Key(ClusterAgentTrigger trigger) {
      this.trigger = trigger;
    }

    ClusterAgentTrigger trigger() {
      return trigger;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Key other
          && trigger.metricName().equals(other.trigger.metricName())
          && trigger.metricNamespace().equals(other.trigger.metricNamespace())
          && trigger.service().equals(other.trigger.service())
          && trigger.namespace().equals(other.trigger.namespace())
          && trigger.port() == other.trigger.port()
          && trigger.token().equals(other.trigger.token())
          && trigger.tls().equals(other.trigger.tls());
    }

    @Override
    public int hashCode() {
      return 31 * trigger.metricName().hashCode() + trigger.metricNamespace().hashCode();
    }
  }

  private final ClusterAgentTrigger trigger;
  private final AgentReader reader;
  private final SourceContext context;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile long failureNanos;

  /**
   * Makes a read without a value.
   *
   * @param trigger any of those that have the same {@link Key}
   */
  AgentRead(
      ClusterAgentTrigger trigger, AgentReader reader, Freshness freshness, SourceContext context) {
    super(freshness, context);
    this.trigger = trigger;
    this.reader = reader;
    this.context = context;
  }

  @Override
  protected String subject() {
    return trigger.metricSpec().name();
  }

  @Override
  protected Refresh refresh(Duration timeout) {
    if (underWay.get()) {
      return Refresh.UNDER_WAY;
    }
    MetricSourceException refusal = reader.refusal(trigger);
    if (refusal != null) {
      return new Refresh.Refused(refusal);
    }
    if (!underWay.compareAndSet(false, true)) {
      return Refresh.UNDER_WAY;
    }
    return start(timeout);
  }

  private Refresh start(Duration timeout) {
    long deadline = context.time().nanoTime() + timeout.toNanos();
    boolean started = false;
    try {
      var unused =
          reader
              .read(trigger, timeout)
              .whenComplete((outcome, failure) -> ended(deadline, outcome, failure));
      started = true;
      // Each reader minds its own time: a name's resolution may outlast the request's.
      return Refresh.UNDER_WAY;
    } catch (TransportException e) {
      return new Refresh.Refused(e);
    } finally {
      if (!started) {
        underWay.set(false);
      }
    }
  }

  private void ended(long deadline, @Nullable MetricOutcome outcome, @Nullable Throwable failure) {
    // Before the readers learn of it: one that asks again at once is to find nothing under way.
    underWay.set(false);
    if (outcome != null) {
      succeed(outcome);
      return;
    }
    failureNanos = deadline;
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
    abort(AgentReader.closedFault());
  }
}
