/** Reads Cluster Agent triggers from the agent's external metrics API. */
module io.github.scaler4j.clusteragent {
  requires transitive io.github.scaler4j;
  requires static com.google.errorprone.annotations;
  requires com.fasterxml.jackson.core;
  requires com.github.benmanes.caffeine;
  requires transitive okhttp3;
  requires org.slf4j;

  exports io.github.scaler4j.clusteragent;

  provides io.github.scaler4j.source.MetricSourceProvider with
      io.github.scaler4j.clusteragent.ClusterAgentSourceProvider;
}
