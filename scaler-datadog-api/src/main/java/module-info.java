/** Reads API triggers from Datadog's REST API. */
module io.github.scaler4j.datadogapi {
  requires transitive io.github.scaler4j;
  requires transitive okhttp3;
  requires static com.google.errorprone.annotations;
  requires com.fasterxml.jackson.core;
  requires com.github.benmanes.caffeine;
  requires org.slf4j;

  exports io.github.scaler4j.datadogapi;

  provides io.github.scaler4j.source.MetricSourceProvider with
      io.github.scaler4j.datadogapi.DatadogApiSourceProvider;
}
