package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.HostGuard;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.AgentMetric;
import java.net.URI;

/** One agent: its address, how many reads it serves at once, and whether it is left alone. */
final class AgentEndpoint {

  private final URI address;
  private final String base;
  private final ParallelBound bound;
  private final HostGuard guard;

  AgentEndpoint(URI address, ClusterAgentOptions options, SourceContext context) {
    this.address = address;
    this.base = address.toString().replaceAll("/+$", "");
    this.bound = new ParallelBound(options.maxParallelRequests(), context);
    this.guard = HostGuard.patient(host(), context);
  }

  URI address() {
    return address;
  }

  String host() {
    return address.getHost();
  }

  /** Returns the whole address of a metric. */
  String url(AgentMetric metric) {
    return base + metric.path();
  }

  ParallelBound bound() {
    return bound;
  }

  HostGuard guard() {
    return guard;
  }
}
