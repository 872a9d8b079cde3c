package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Creates a {@link ClusterAgentSource}; with defaults if {@link java.util.ServiceLoader} finds it.
 */
public final class ClusterAgentSourceProvider implements MetricSourceProvider {

  private final ClusterAgentOptions options;
  private final Call.@Nullable Factory calls;

  /** For {@link java.util.ServiceLoader}. */
  public ClusterAgentSourceProvider() {
    this(ClusterAgentOptions.defaults(), null);
  }

  ClusterAgentSourceProvider(ClusterAgentOptions options, Call.@Nullable Factory calls) {
    this.options = requireNonNull(options, "options");
    this.calls = calls;
  }

  @Override
  public MetricSource create(SourceContext context) {
    return calls == null
        ? ClusterAgentSource.create(context, options)
        : ClusterAgentSource.create(context, options, calls);
  }
}
