package io.github.scaler4j.clusteragent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.engine.MetricGuard;
import io.github.scaler4j.engine.NotAskedException;
import io.github.scaler4j.engine.RetryDelay;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentMetric;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One metric, and the agents that get no requests for it for now, because they keep failing or
 * asked for a pause with {@code Retry-After}. They may get requests for other metrics, because the
 * reason may lie with this one.
 *
 * <p>Thread-safe. One exists per metric, so it is its own lock, and its maps are replaced as a
 * whole: nearly all have at most one entry.
 */
final class PausableMetric {

  private final AgentMetric metric;
  private final TimeSource time;

  @GuardedBy("this") private Map<URI, Pause> pauses = Map.of();

  @GuardedBy("this") private Map<URI, MetricGuard> guards = Map.of();

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
    synchronized (this) {
      MetricGuard known = guards.get(endpoint.address());
      if (known != null && known.isOf(host)) {
        return known;
      }
      MetricGuard guard = new MetricGuard(host, time);
      guards = with(guards, endpoint.address(), guard);
      return guard;
    }
  }

  private static <V> Map<URI, V> with(Map<URI, V> map, URI address, @Nullable V value) {
    Map<URI, V> changed = new HashMap<>(map);
    if (value == null) {
      changed.remove(address);
    } else {
      changed.put(address, value);
    }
    return Map.copyOf(changed);
  }

  /** Returns why the agent gets no requests for the metric for now, or null if it does. */
  @Nullable MetricSourceException refusal(AgentEndpoint endpoint) {
    Pause pause;
    synchronized (this) {
      pause = pauses.get(endpoint.address());
    }
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
      setPause(endpoint, new Pause(why, time.nanoTime() + RetryDelay.asked(why).toNanos()));
    } else if (!(failure instanceof NotAskedException)) {
      setPause(endpoint, null);
    }
  }

  private synchronized void setPause(AgentEndpoint endpoint, @Nullable Pause pause) {
    if (pause != null || !pauses.isEmpty()) {
      pauses = with(pauses, endpoint.address(), pause);
    }
  }
}
