/** An embedded Datadog and an embedded Cluster Agent, to test against. */
module io.github.scaler4j.fixtures {
  requires transitive io.github.scaler4j;
  requires transitive okhttp3;
  requires transitive okhttp3.tls;
  requires static com.google.errorprone.annotations;
  requires static transitive org.junit.jupiter.api;
  requires com.fasterxml.jackson.databind;
  requires mockwebserver3;
  requires okio;
  requires org.yaml.snakeyaml;

  exports io.github.scaler4j.fixtures;
}
