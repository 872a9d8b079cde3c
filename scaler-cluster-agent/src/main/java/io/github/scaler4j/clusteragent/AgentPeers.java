package io.github.scaler4j.clusteragent;

import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The agents that a trigger may be read from, the most promising first. */
final class AgentPeers implements AutoCloseable {

  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final ConcurrentHashMap<URI, AgentPeer> peers = new ConcurrentHashMap<>();

  AgentPeers(ClusterAgentOptions options, SourceContext context) {
    this.options = options;
    this.context = context;
  }

  /** The options' endpoints in their order, or KEDA's; those that failed lately come last. */
  List<AgentPeer> inOrder(ClusterAgentTrigger trigger) {
    List<URI> endpoints = options.endpoints();
    if (endpoints.isEmpty()) {
      return List.of(peer(URI.create(trigger.endpoint())));
    }
    if (endpoints.size() == 1) {
      return List.of(peer(endpoints.get(0)));
    }
    List<AgentPeer> order = new ArrayList<>(endpoints.size());
    List<AgentPeer> last = new ArrayList<>();
    for (URI endpoint : endpoints) {
      AgentPeer peer = peer(endpoint);
      (peer.isPreferred() ? order : last).add(peer);
    }
    order.addAll(last);
    return order;
  }

  private AgentPeer peer(URI endpoint) {
    return peers.computeIfAbsent(
        endpoint, key -> new AgentPeer(key, options.maxParallel(), context));
  }

  @Override
  public void close() {
    peers.values().forEach(peer -> peer.bound().close());
  }
}
