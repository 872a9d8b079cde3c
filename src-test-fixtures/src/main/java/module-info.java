/** An embedded Datadog and an embedded Cluster Agent, to test against. */
module io.github.scaler4j.fixtures {
  requires transitive io.github.scaler4j;
  requires transitive io.github.scaler4j.clusteragent;
  requires transitive io.github.scaler4j.datadogapi;

  exports io.github.scaler4j.fixtures;
}
