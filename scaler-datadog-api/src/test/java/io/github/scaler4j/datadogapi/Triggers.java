package io.github.scaler4j.datadogapi;

import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.QueryAggregator;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Triggers and queries as the tests need them. */
final class Triggers {

  static final String API_KEY = "api-key-0123456789";
  static final String APP_KEY = "app-key-0123456789";

  private Triggers() {}

  static DatadogQuery query(String text) {
    return query(text, 0, 1);
  }

  static DatadogQuery query(String text, int pointOffset, int topLevelQueries) {
    return new DatadogQuery(
        text, Duration.ofSeconds(90), Duration.ZERO, pointOffset, topLevelQueries);
  }

  static ApiTrigger trigger(DatadogQuery query) {
    return trigger(query, Optional.empty(), OptionalDouble.empty());
  }

  static ApiTrigger trigger(DatadogQuery query, Duration timeout) {
    return trigger(
        query,
        Optional.empty(),
        OptionalDouble.empty(),
        "datadoghq.eu",
        Secret.of(API_KEY),
        timeout);
  }

  static ApiTrigger trigger(
      DatadogQuery query, Optional<QueryAggregator> aggregator, OptionalDouble fill) {
    return trigger(query, aggregator, fill, "datadoghq.eu", Secret.of(API_KEY));
  }

  static ApiTrigger trigger(
      DatadogQuery query,
      Optional<QueryAggregator> aggregator,
      OptionalDouble fill,
      String site,
      SecretSupplier apiKey) {
    return trigger(query, aggregator, fill, site, apiKey, Duration.ofSeconds(3));
  }

  static ApiTrigger trigger(
      DatadogQuery query,
      Optional<QueryAggregator> aggregator,
      OptionalDouble fill,
      String site,
      SecretSupplier apiKey,
      Duration timeout) {
    return new ApiTrigger(
        new MetricSpec(
            "s0-datadog-nginx", new MetricTarget(MetricTargetType.VALUE, Quantity.parse("2"))),
        2,
        0,
        fill,
        timeout,
        query,
        aggregator,
        site,
        apiKey,
        Secret.of(APP_KEY));
  }
}
