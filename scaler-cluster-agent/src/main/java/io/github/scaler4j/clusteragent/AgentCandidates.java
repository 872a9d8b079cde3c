package io.github.scaler4j.clusteragent;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.HostStatus;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.AgentMetric;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The agents that a metric may be read from: the options' in their order, or KEDA's. */
final class AgentCandidates {

  // A dropped agent only loses its count of failures.
  private static final int MAX_SERVICES = 1000;

  private final List<AgentEndpoint> configured;
  private final LoadingCache<String, AgentEndpoint> ofServices;

  AgentCandidates(ClusterAgentOptions options, SourceContext context) {
    this.configured =
        options.endpoints().stream()
            .distinct()
            .map(address -> new AgentEndpoint(address, context))
            .toList();
    this.ofServices =
        Caffeine.newBuilder()
            .maximumSize(MAX_SERVICES)
            .executor(Runnable::run)
            .build(address -> new AgentEndpoint(URI.create(address), context));
  }

  /** Returns all agents of the metric, in order of preference; never empty. */
  List<AgentEndpoint> all(AgentMetric metric) {
    return configured.isEmpty() ? List.of(ofServices.get(metric.endpoint())) : configured;
  }

  /** Returns how many agents are known. */
  long size() {
    ofServices.cleanUp();
    return configured.size() + ofServices.estimatedSize();
  }

  /**
   * Returns the agents that may get requests for the metric now, in order of preference.
   *
   * @return never empty
   * @throws MetricSourceException if none may
   */
  List<AgentEndpoint> order(PausableMetric metric) {
    List<AgentEndpoint> order = new ArrayList<>();
    MetricSourceException why = null;
    for (AgentEndpoint endpoint : all(metric.metric())) {
      MetricSourceException refusal = metric.refusal(endpoint);
      if (refusal == null) {
        order.add(endpoint);
      } else {
        why = refusal;
      }
    }
    if (order.isEmpty() && why != null) {
      throw why;
    }
    return order;
  }

  /** Returns the state of each agent that got requests. */
  List<HostStatus> status() {
    return Stream.concat(configured.stream(), ofServices.asMap().values().stream())
        .map(agent -> HostStatus.ofAgent(agent.host(), agent.guard().refusal() != null))
        .toList();
  }
}
