package io.github.scaler4j.clusteragent;

import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;

/** Makes a {@link ClusterAgentSource} with its defaults, for {@link java.util.ServiceLoader}. */
public final class ClusterAgentSourceProvider implements MetricSourceProvider {

  /** For {@link java.util.ServiceLoader}. */
  public ClusterAgentSourceProvider() {}

  @Override
  public MetricSource create(SourceContext context) {
    return ClusterAgentSource.create(context, ClusterAgentOptions.defaults());
  }
}
