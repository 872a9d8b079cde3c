package io.github.scaler4j.trigger;

import java.time.Duration;
import java.util.Optional;

/** Reads the parameters of KEDA's API mode, without the common ones. */
final class ApiParameters {

  private final ParameterReader parameters;
  private final Optional<String> query;
  private final Optional<QueryAggregator> aggregator;
  private final Optional<Long> age;
  private final Optional<Long> timeWindowOffset;
  private final Optional<Long> lastAvailablePointOffset;
  private final Optional<SecretSupplier> apiKey;
  private final Optional<SecretSupplier> appKey;

  /** Reads the parameters that KEDA checks in both modes. */
  ApiParameters(ParameterReader parameters) {
    this.parameters = parameters;
    this.query = parameters.read(Parameter.QUERY, ApiParameters::scoped);
    this.aggregator = parameters.read(Parameter.AGGREGATOR, ApiParameters::aggregator);
    this.age = parameters.read(Parameter.AGE, ApiParameters::notNegative);
    this.timeWindowOffset =
        parameters.read(Parameter.TIME_WINDOW_OFFSET, ApiParameters::notNegative);
    this.lastAvailablePointOffset =
        parameters.read(Parameter.LAST_AVAILABLE_POINT_OFFSET, ApiParameters::notNegative);
    this.apiKey = parameters.secret(Parameter.API_KEY);
    this.appKey = parameters.secret(Parameter.APP_KEY);
  }

  /** Reads the parameters that only this mode requires; empty if any of them is wrong. */
  Optional<ApiTrigger> trigger(CommonParameters common, int triggerIndex) {
    parameters.require(Parameter.QUERY);
    if (apiKey.isEmpty()) {
      parameters.addMissing(Parameter.API_KEY);
    }
    if (appKey.isEmpty()) {
      parameters.addMissing(Parameter.APP_KEY);
    }
    Optional<String> site = parameters.read(Parameter.SITE, NameRules::site);
    Optional<DatadogQuery> asked = query();
    int queries = asked.map(DatadogQuery::topLevelQueries).orElse(0);
    if (queries > 1 && parameters.text(Parameter.AGGREGATOR).isEmpty()) {
      parameters.problem(
          Parameter.AGGREGATOR,
          "missing, and the query contains " + queries + " queries; accepted: average or max");
    }
    if (!parameters.problems().isEmpty()) {
      return Optional.empty();
    }
    String metricName = HpaMetricName.ofQuery(triggerIndex, query.orElseThrow());
    return Optional.of(
        new ApiTrigger(
            common.terms(metricName, common.apiActivation()),
            asked.orElseThrow(),
            aggregator,
            site.orElseThrow(),
            apiKey.orElseThrow(),
            appKey.orElseThrow()));
  }

  private Optional<DatadogQuery> query() {
    if (query.isEmpty() || age.isEmpty() || timeWindowOffset.isEmpty()) {
      return Optional.empty();
    }
    return lastAvailablePointOffset.map(
        pointOffset ->
            DatadogQuery.of(
                query.get(),
                SharedDurations.of(Duration.ofSeconds(age.get())),
                SharedDurations.of(Duration.ofSeconds(timeWindowOffset.get())),
                pointOffset));
  }

  // KEDA's regular expression .*\{.*\}.*, in which a dot matches anything but a line feed.
  private static String scoped(String query) {
    for (String line : query.split("\n", -1)) {
      int open = line.indexOf('{');
      if (open >= 0 && line.indexOf('}', open) > 0) {
        return query;
      }
    }
    throw new IllegalArgumentException("has no scope");
  }

  private static QueryAggregator aggregator(String text) {
    for (QueryAggregator aggregator : QueryAggregator.values()) {
      if (aggregator.parameterValue().equals(text)) {
        return aggregator;
      }
    }
    throw new IllegalArgumentException("is neither average nor max");
  }

  private static Long notNegative(String text) {
    long value = JsonNumber.parseLong(text);
    if (value < 0) {
      throw new IllegalArgumentException("is negative");
    }
    return value;
  }
}
