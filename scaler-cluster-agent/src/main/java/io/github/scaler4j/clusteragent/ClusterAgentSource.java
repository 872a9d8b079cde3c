package io.github.scaler4j.clusteragent;

import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.concurrent.CompletableFuture;

/** Reads Cluster Agent triggers from the agent's external metrics API. */
public final class ClusterAgentSource implements MetricSource {

  private ClusterAgentSource() {}

  /**
   * Makes a source.
   *
   * @param context what the factory shares
   * @param options the settings
   * @return a new source
   */
  public static ClusterAgentSource create(SourceContext context, ClusterAgentOptions options) {
    return new ClusterAgentSource();
  }

  @Override
  public boolean supports(DatadogTrigger trigger) {
    return trigger instanceof ClusterAgentTrigger;
  }

  @Override
  public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
