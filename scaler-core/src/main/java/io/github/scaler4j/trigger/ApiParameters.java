package io.github.scaler4j.trigger;

import io.github.scaler4j.hpa.MetricSpec;
import java.time.Duration;
import java.util.Optional;

/** What KEDA's API mode reads beside the common parameters. */
final class ApiParameters {

  private final Parameters parameters;
  private final Optional<String> query;
  private final Optional<QueryAggregator> aggregator;
  private final Optional<Long> age;
  private final Optional<Long> timeWindowOffset;
  private final Optional<Long> lastAvailablePointOffset;
  private final Optional<SecretSupplier> apiKey;
  private final Optional<SecretSupplier> appKey;
  private Optional<String> site = Optional.empty();

  /** Reads the parameters, and checks what KEDA checks in both modes. */
  ApiParameters(Parameters parameters) {
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

  /** Checks what only this mode asks for. */
  void require() {
    parameters.require(Parameter.QUERY);
    if (apiKey.isEmpty()) {
      parameters.missing(Parameter.API_KEY);
    }
    if (appKey.isEmpty()) {
      parameters.missing(Parameter.APP_KEY);
    }
    site = parameters.read(Parameter.SITE, Names::host);
    int queries = query.map(QueryTokenizer::count).orElse(0);
    if (queries > 1 && parameters.text(Parameter.AGGREGATOR).isEmpty()) {
      parameters.problem(
          Parameter.AGGREGATOR,
          "missing, and the query holds " + queries + " queries; accepted: average or max");
    }
  }

  /** Makes the trigger; only once there are no problems. */
  ApiTrigger trigger(CommonParameters common, TriggerMetadata input) {
    String text = query.orElseThrow();
    return new ApiTrigger(
        new MetricSpec(HpaMetricName.ofQuery(input.triggerIndex(), text), common.target()),
        common.targetValue(),
        common.apiActivation(),
        common.fill(),
        common.timeout(),
        new DatadogQuery(
            text,
            Duration.ofSeconds(age.orElseThrow()),
            Duration.ofSeconds(timeWindowOffset.orElseThrow()),
            lastAvailablePointOffset.orElseThrow(),
            QueryTokenizer.count(text)),
        aggregator,
        site.orElseThrow(),
        apiKey.orElseThrow(),
        appKey.orElseThrow());
  }

  // KEDA's regular expression .*\{.*\}.*, whose dot excludes the line feed alone.
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
    throw new IllegalArgumentException("is neither");
  }

  private static Long notNegative(String text) {
    long value = JsonNumber.parseLong(text);
    if (value < 0) {
      throw new IllegalArgumentException("is negative");
    }
    return value;
  }
}
