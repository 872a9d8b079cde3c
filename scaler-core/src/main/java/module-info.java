/** Triggers, readings and HPA targets of KEDA's Datadog scaler; what every source shares. */
module io.github.scaler4j {
  requires transitive org.jspecify;
  requires static micrometer.core;
  requires static com.google.errorprone.annotations;
  requires com.fasterxml.jackson.core;
  requires com.github.benmanes.caffeine;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires okhttp3;
  requires org.slf4j;
  requires org.yaml.snakeyaml;

  exports io.github.scaler4j;
  exports io.github.scaler4j.error;
  exports io.github.scaler4j.formula;
  exports io.github.scaler4j.hpa;
  exports io.github.scaler4j.manifest;
  exports io.github.scaler4j.metrics;
  exports io.github.scaler4j.source;
  exports io.github.scaler4j.trigger;
  exports io.github.scaler4j.engine to
      io.github.scaler4j.clusteragent,
      io.github.scaler4j.datadogapi;
  exports io.github.scaler4j.options to
      io.github.scaler4j.clusteragent,
      io.github.scaler4j.datadogapi;

  uses io.github.scaler4j.source.MetricSourceProvider;
}
