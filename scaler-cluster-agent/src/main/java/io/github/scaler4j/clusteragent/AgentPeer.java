package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.Resilience;
import io.github.scaler4j.source.SourceContext;
import java.net.URI;

/** One agent: its address, how many reads it serves at once, and whether it is left alone. */
final class AgentPeer {

  private final URI endpoint;
  private final String base;
  private final ParallelBound bound;
  private final Resilience resilience;

  AgentPeer(URI endpoint, ClusterAgentOptions options, SourceContext context) {
    this.endpoint = endpoint;
    this.base = endpoint.toString().replaceAll("/+$", "");
    this.bound = new ParallelBound(options.maxParallelRequests(), context);
    this.resilience =
        Resilience.patient(host(), options.retries(), AgentErrors::isTransient, context);
  }

  URI endpoint() {
    return endpoint;
  }

  String host() {
    return endpoint.getHost();
  }

  String url(String path) {
    return base + path;
  }

  ParallelBound bound() {
    return bound;
  }

  Resilience resilience() {
    return resilience;
  }
}
