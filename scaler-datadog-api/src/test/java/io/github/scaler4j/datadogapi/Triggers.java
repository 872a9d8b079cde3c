package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.QueryAggregator;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Triggers and queries for tests. */
final class Triggers {

  static final String API_KEY = "api-key-0123456789";
  static final String APP_KEY = "app-key-0123456789";

  private Triggers() {}

  /** The account of a trigger, with its keys resolved at once. */
  static Account account(ApiTrigger trigger) {
    return account(trigger, DatadogApiOptions.defaults());
  }

  static Account account(ApiTrigger trigger, DatadogApiOptions options) {
    ManualTime time = TestSource.newTime();
    SourceContext context = SourceContext.builder(time, time, Runnable::run).build();
    return new AccountFinder(options, context)
        .find(trigger, Deadline.in(trigger.timeout(), time))
        .join();
  }

  static DatadogQuery query(String text) {
    return query(text, 0, 1);
  }

  static DatadogQuery query(String text, int pointOffset, int topLevelQueries) {
    DatadogQuery query = DatadogQuery.of(text, Duration.ofSeconds(90), Duration.ZERO, pointOffset);
    assertThat(query.topLevelQueries()).as(text).isEqualTo(topLevelQueries);
    return query;
  }

  /** A text of several queries. */
  static String text(String name, int queries) {
    return IntStream.range(0, queries)
        .mapToObj(i -> "avg:" + name + "." + i + "{*}")
        .collect(Collectors.joining(","));
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
    TriggerMetadata.Builder trigger =
        TriggerMetadata.builder()
            .metadata("query", query.text())
            .metadata("age", Long.toString(query.age().toSeconds()))
            .metadata("timeWindowOffset", Long.toString(query.timeWindowOffset().toSeconds()))
            .metadata("lastAvailablePointOffset", Long.toString(query.lastAvailablePointOffset()))
            .metadata("queryValue", "2")
            .metadata("timeout", timeout.toMillis() + "ms")
            .metricType("Value")
            .authParam("datadogSite", site)
            .authParam("apiKey", apiKey)
            .authParam("appKey", APP_KEY);
    aggregator.ifPresent(given -> trigger.metadata("queryAggregator", given.parameterValue()));
    fill.ifPresent(given -> trigger.metadata("metricUnavailableValue", Double.toString(given)));
    return (ApiTrigger) DatadogTrigger.parse(trigger.build());
  }
}
