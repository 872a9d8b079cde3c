package io.github.scaler4j.clusteragent;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The agents that a trigger may be read from. */
final class AgentPeers implements AutoCloseable {

  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final List<AgentPeer> configured;
  private final ConcurrentHashMap<String, AgentPeer> ofTriggers = new ConcurrentHashMap<>();

  AgentPeers(ClusterAgentOptions options, SourceContext context) {
    this.options = options;
    this.context = context;
    this.configured = options.endpoints().stream().distinct().map(this::peer).toList();
  }

  /** Returns the options' endpoints in their order, or KEDA's. */
  List<AgentPeer> all(ClusterAgentTrigger trigger) {
    return configured.isEmpty()
        ? List.of(
            ofTriggers.computeIfAbsent(trigger.endpoint(), address -> peer(URI.create(address))))
        : configured;
  }

  /** Returns those that are not left alone because they keep failing; all if none is better. */
  List<AgentPeer> promising(ClusterAgentTrigger trigger) {
    List<AgentPeer> all = all(trigger);
    if (all.size() == 1) {
      return all;
    }
    List<AgentPeer> promising =
        all.stream().filter(peer -> peer.resilience().refusal() == null).toList();
    return promising.isEmpty() ? all : promising;
  }

  /** Returns why no agent is asked for now, or null if one is. */
  @Nullable MetricSourceException refusal(ClusterAgentTrigger trigger) {
    MetricSourceException why = null;
    for (AgentPeer peer : all(trigger)) {
      why = peer.resilience().refusal();
      if (why == null) {
        return null;
      }
    }
    return why;
  }

  private AgentPeer peer(URI endpoint) {
    return new AgentPeer(endpoint, options, context);
  }

  @Override
  public void close() {
    configured.forEach(peer -> peer.bound().close());
    ofTriggers.values().forEach(peer -> peer.bound().close());
  }
}
