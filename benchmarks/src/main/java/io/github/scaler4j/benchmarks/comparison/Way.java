package io.github.scaler4j.benchmarks.comparison;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a metric is read. */
enum Way {
  /** One request per trigger and read, and a second one at once after an error, as KEDA does. */
  NAIVE("naive", "one request per read"),
  /** This library from Datadog's API, at its defaults. */
  API("api", "Scaler4j, API"),
  /** This library through the Cluster Agent, at its defaults. */
  CLUSTER_AGENT("cluster-agent", "Scaler4j, Cluster Agent");

  final String key;
  final String title;

  Way(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** Returns the way's name in the JSON. */
  @JsonValue
  String key() {
    return key;
  }
}
