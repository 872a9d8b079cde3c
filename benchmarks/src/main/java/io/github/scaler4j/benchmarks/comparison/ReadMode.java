package io.github.scaler4j.benchmarks.comparison;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a metric is read. */
enum ReadMode {
  /** One request per trigger and read, and a second one at once after an error, as KEDA does. */
  NAIVE("one request per read"),
  /** This library with Datadog's API, at its defaults. */
  API("Scaler4j, API"),
  /** This library with the Cluster Agent, at its defaults. */
  CLUSTER_AGENT("Scaler4j, Cluster Agent");

  final String title;

  ReadMode(String title) {
    this.title = title;
  }

  /** Returns the name in the JSON. */
  @JsonValue
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
