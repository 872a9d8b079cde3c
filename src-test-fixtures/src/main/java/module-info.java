/** An embedded Datadog and an embedded Cluster Agent, to test against. */
module io.github.scaler4j.fixtures {
  requires transitive io.github.scaler4j;
  requires transitive io.github.scaler4j.clusteragent;
  requires transitive io.github.scaler4j.datadogapi;
  requires transitive okhttp3.tls;
  requires static transitive org.junit.jupiter.api;
  requires mockwebserver3;

  exports io.github.scaler4j.fixtures;
}
