package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.engine.MetricGuard;
import io.github.scaler4j.engine.NotAskedException;
import io.github.scaler4j.engine.RetryDelay;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentMetric;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One metric, and the agents that get no requests for it for now, because they keep failing or
 * asked for a pause with {@code Retry-After}. They may get requests for other metrics, because the
 * reason may lie with this one.
 *
 * <p>Thread-safe.
 */
final class PausableMetric {

  private final AgentMetric metric;
  private final TimeSource time;
  private final Map<URI, Pause> pauses = new ConcurrentHashMap<>();
  private final Map<URI, MetricGuard> guards = new ConcurrentHashMap<>();

  private record Pause(MetricSourceException why, long untilNanos) {}

  PausableMetric(AgentMetric metric, TimeSource time) {
    this.metric = metric;
    this.time = time;
  }

  AgentMetric metric() {
    return metric;
  }

  /** Permits the metric's requests to the agent. */
  MetricGuard guard(AgentEndpoint endpoint) {
    HostGuard host = endpoint.guard();
    return guards.compute(
        endpoint.address(),
        (address, known) ->
            known != null && known.isOf(host) ? known : new MetricGuard(host, time));
  }

  /** Returns why the agent gets no requests for the metric for now, or null if it does. */
  @Nullable MetricSourceException refusal(AgentEndpoint endpoint) {
    Pause pause = pauses.get(endpoint.address());
    if (pause != null && time.nanoTime() - pause.untilNanos < 0) {
      return pause.why;
    }
    MetricSourceException failing = guard(endpoint).refusal();
    return failing == null ? endpoint.pause().refusal() : failing;
  }

  /**
   * Records the end of a request. An answer replaces the pause that the agent asked for before.
   *
   * @param failure why it failed; null if it did not
   */
  void onEnd(AgentEndpoint endpoint, @Nullable Throwable failure) {
    if (failure instanceof MetricSourceException why && !RetryDelay.asked(why).isZero()) {
      long untilNanos = time.nanoTime() + RetryDelay.asked(why).toNanos();
      pauses.put(endpoint.address(), new Pause(why, untilNanos));
    } else if (!(failure instanceof NotAskedException)) {
      pauses.remove(endpoint.address());
    }
  }
}
