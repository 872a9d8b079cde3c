package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;

/**
 * Creates a {@link ClusterAgentSource}; with defaults if {@link java.util.ServiceLoader} finds it.
 */
public final class ClusterAgentSourceProvider implements MetricSourceProvider {

  private final ClusterAgentOptions options;

  /** For {@link java.util.ServiceLoader}. */
  public ClusterAgentSourceProvider() {
    this(ClusterAgentOptions.defaults());
  }

  ClusterAgentSourceProvider(ClusterAgentOptions options) {
    this.options = requireNonNull(options, "options");
  }

  @Override
  public MetricSource create(SourceContext context) {
    return ClusterAgentSource.create(context, options);
  }
}
