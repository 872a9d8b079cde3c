package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.hpa.MetricTargetType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerParserTest {

  @Test
  void reportsAllProblemsAtOnceInKedasOrder() {
    TriggerMetadata input =
        TriggerMetadata.builder()
            .metricType("Bogus")
            .metadata("timeout", "-1s")
            .metadata("age", "-1")
            .metadata("queryAggregator", "sum")
            .metadata("query", "nope")
            .metadata("queryValue", "x")
            .authParam("authMode", "tls")
            .build();

    assertThat(problems(input))
        .extracting(Problem::parameter)
        .containsExactly(
            "metricType",
            "authMode",
            "apiKey",
            "appKey",
            "query",
            "queryAggregator",
            "age",
            "targetValue,queryValue",
            "timeout");
  }

  @Test
  void namesParameterValueAndWhatIsAccepted() {
    assertThat(problem(Triggers.api().set("age", "soon")))
        .hasToString(
            "age: \"soon\" is not an integer; accepted: an integer of 0 or more, such as 90");
  }

  @Test
  void namesTheRequiredParametersOfTheMode() {
    TriggerMetadata agent = TriggerMetadata.builder().metadata("useClusterAgentProxy", "1").build();

    assertThat(problems(agent))
        .extracting(Problem::parameter)
        .containsExactly(
            "datadogNamespace",
            "datadogMetricsService",
            "datadogMetricName",
            "datadogMetricNamespace",
            "targetValue,queryValue");
    assertThat(problems(TriggerMetadata.builder().build()))
        .extracting(Problem::parameter)
        .containsExactly("apiKey", "appKey", "query", "targetValue,queryValue");
  }

  @Test
  void checksNothingOfAnUnknownMode() {
    assertThat(problem(Triggers.agent().set("useClusterAgentProxy", "yes").without("authMode")))
        .extracting(Problem::parameter)
        .isEqualTo("useClusterAgentProxy");
  }

  @Test
  void neverQuotesASecret() {
    TriggerMetadata input =
        Triggers.agent()
            .auth("ca", "s3cret-ca")
            .auth("token", "s3cret-token")
            .auth("apiKey", "s3cret-key")
            .auth("authMode", "x")
            .auth(
                "serverName",
                () -> {
                  throw new IllegalStateException("s3cret-path");
                })
            .builder()
            .build();

    assertThat(exception(input)).hasMessageNotContaining("s3cret");
    assertThat(problems(input)).extracting(Problem::parameter).contains("ca", "serverName");
  }

  @Test
  void printsNoSecretOfTheMetadata() {
    TriggerMetadata input =
        Triggers.api().set("apiKey", "s3cret").auth("appKey", "s3cret").builder().build();

    assertThat(input.toString()).contains("queryValue=7", "appKey").doesNotContain("s3cret");
    assertThat(DatadogTrigger.parse(input).toString()).doesNotContain("s3cret");
  }

  @Test
  void quotesOneShortLine() {
    assertThat(problem(Triggers.api().set("timeout", "1\n2" + "x".repeat(500))).message())
        .hasSizeLessThan(300)
        .doesNotContain("\n");
  }

  @Test
  void trimsGosWhiteSpaceFromEveryText() {
    String space = "\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000";
    ApiTrigger trigger =
        Triggers.api()
            .set("query", space + "avg:x{*}" + space)
            .set("queryValue", space + "4" + space)
            .set("timeout", space)
            .auth("apiKey", space + "key" + space)
            .auth("datadogSite", space + "datadoghq.eu" + space)
            .parseApi();

    assertThat(trigger.query().text()).isEqualTo("avg:x{*}");
    assertThat(trigger.targetValue()).isEqualTo(4);
    assertThat(trigger.apiKey()).isEqualTo(Secret.of("key"));
    assertThat(trigger.site()).isEqualTo("datadoghq.eu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200b", "\ufeff", "\u180e", "\u001f"})
  void keepsWhatGoDoesNotTrim(String noSpace) {
    assertThat(problem(Triggers.api().set("age", noSpace + "90")).parameter()).isEqualTo("age");
  }

  @Test
  void readsNothingFromTheEnvironmentOrTheWrongPlace() {
    Triggers triggers =
        Triggers.api()
            .without("queryValue")
            .set("queryValueFromEnv", "TARGET")
            .set("apiKeyFromEnv", "KEY")
            .set("datadogSite", "datadoghq.eu")
            .auth("targetValue", "9")
            .auth("age", "1")
            .metricSource();
    ApiTrigger trigger = triggers.parseApi();

    assertThat(trigger.targetValue()).isZero();
    assertThat(trigger.apiKey()).isEqualTo(Secret.of("k1"));
    assertThat(trigger.site()).isEqualTo("datadoghq.com");
    assertThat(trigger.query().age()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void takesTheFirstAliasThatIsNotBlank() {
    assertThat(Triggers.api().set("targetValue", "3").parse().targetValue()).isEqualTo(3);
    assertThat(Triggers.api().set("targetValue", " ").parse().targetValue()).isEqualTo(7);
    assertThat(problem(Triggers.api().set("targetValue", "x")).message()).startsWith("\"x\"");
  }

  @ParameterizedTest
  @CsvSource({
    "global, '', VALUE",
    "GLOBAL, '', VALUE",
    "average, '', AVERAGE_VALUE",
    ", Value, VALUE",
    ", AverageValue, AVERAGE_VALUE",
    ", '', AVERAGE_VALUE"
  })
  void honoursTypeAndMetricType(String type, String metricType, MetricTargetType expected) {
    for (Triggers triggers : List.of(Triggers.api(), Triggers.agent())) {
      if (type != null) {
        triggers.set("type", type);
      }
      assertThat(triggers.metricType(metricType).parse().metricSpec().target().type())
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " global", "notatype"})
  void refusesOtherTypes(String type) {
    assertThat(problem(Triggers.agent().set("type", type)).parameter()).isEqualTo("type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Utilization", "Bogus", "value", " Value"})
  void refusesOtherMetricTypes(String metricType) {
    assertThat(problem(Triggers.api().metricType(metricType)).parameter()).isEqualTo("metricType");
  }

  @Test
  void refusesTypeBesideMetricType() {
    assertThat(problem(Triggers.api().set("type", "average").metricType("AverageValue")).message())
        .isEqualTo(
            "\"average\" together with metricType \"AverageValue\"; accepted: only one of them, and"
                + " metricType is the newer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "-1", "-1.0", "-5", "1e-400", "null", "1e309", "+5", "05"})
  void refusesTargetsThatKubernetesWouldRefuse(String target) {
    assertThat(problem(Triggers.api().set("targetValue", target)).parameter())
        .isEqualTo("targetValue,queryValue");
    assertThat(problem(Triggers.agent().set("targetValue", target)).message()).contains(target);
  }

  @Test
  void acceptsAMetricSourceWithoutATarget() {
    assertThat(Triggers.api().without("queryValue").metricSource().parse().targetValue()).isZero();
    assertThat(Triggers.api().set("queryValue", "-1").metricSource().parse().targetValue())
        .isZero();
    assertThat(Triggers.api().set("queryValue", "0").metricSource().parse().targetValue()).isZero();
  }

  @Test
  void readsTheModesOwnActivationFirst() {
    assertThat(Triggers.api().parse().activationValue()).isZero();
    assertThat(Triggers.api().set("activationTargetValue", "5").parse().activationValue())
        .isEqualTo(5);
    assertThat(Triggers.agent().set("activationQueryValue", "5").parse().activationValue())
        .isEqualTo(5);
    assertThat(both(Triggers.api()).activationValue()).isZero();
    assertThat(both(Triggers.agent()).activationValue()).isEqualTo(6);
    assertThat(problem(Triggers.api().set("activationTargetValue", "null")).parameter())
        .isEqualTo("activationTargetValue");
  }

  private static DatadogTrigger both(Triggers triggers) {
    return triggers.set("activationQueryValue", "0").set("activationTargetValue", "6").parse();
  }

  @Test
  void readsNullAsNoFill() {
    assertThat(Triggers.api().parse().metricUnavailableValue()).isEmpty();
    assertThat(
            Triggers.api().set("metricUnavailableValue", "null").parse().metricUnavailableValue())
        .isEmpty();
    assertThat(
            Triggers.api().set("metricUnavailableValue", "-1.0").parse().metricUnavailableValue())
        .hasValue(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "30s, 30000",
    "30, 30",
    "0s, 4000",
    "0, 4000",
    "'', 4000",
    "0.9ns, 4000",
    "10us, 0",
    "1m, 60000"
  })
  void readsTheTimeoutOrTheDefault(String timeout, long millis) {
    Triggers triggers = Triggers.api().set("timeout", timeout);
    triggers.builder().defaultTimeout(Duration.ofSeconds(4));

    assertThat(triggers.parse().timeout().toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1000})
  void waits300MillisecondsForAnEmptyDefault(long millis) {
    Triggers triggers = Triggers.agent();
    triggers.builder().defaultTimeout(Duration.ofMillis(millis));

    assertThat(triggers.parse().timeout()).isEqualTo(Duration.ofMillis(300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"age", "timeWindowOffset", "lastAvailablePointOffset"})
  void refusesNegativeIntegersInBothModes(String parameter) {
    assertThat(problem(Triggers.api().set(parameter, "-1")).parameter()).isEqualTo(parameter);
    assertThat(problem(Triggers.agent().set(parameter, "-1")).parameter()).isEqualTo(parameter);
    assertThat(problem(Triggers.agent().set(parameter, "null")).parameter()).isEqualTo(parameter);
  }

  @Test
  void acceptsTheLargestIntegers() {
    String largest = Long.toString(Long.MAX_VALUE);
    DatadogQuery query =
        Triggers.api()
            .set("age", largest)
            .set("lastAvailablePointOffset", largest)
            .parseApi()
            .query();

    assertThat(query.age()).isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(query.lastAvailablePointOffset()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "avg:system.cpu.user{*} | s2-datadog-avg-system-cpu-user",
        "100 * avg:Foo_Bar%x/y{a} | s2-datadog-100 * avg-Foo_Bar-x-y",
        "{} | s2-datadog-",
        "(avg:a{x}+b{y})/2 | s2-datadog--avg-a"
      })
  void namesTheMetricAfterTheQuery(String query, String name) {
    Triggers triggers = Triggers.api().set("query", query);
    triggers.builder().triggerIndex(2);

    assertThat(triggers.parse().metricSpec().name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"min:system.cpu.user", "}{", "avg:a{\n*}", "avg:a{", "a}\nb{"})
  void refusesQueriesWithoutAScopeOnOneLine(String query) {
    assertThat(problem(Triggers.api().set("query", query)).parameter()).isEqualTo("query");
    assertThat(problem(Triggers.agent().set("query", query)).parameter()).isEqualTo("query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "avg:a{\r*}", "x\navg:a{*}", "avg:a{*", "a{\u2028}"})
  void acceptsMatchesOfKedasPattern(String query) {
    String closed = query.contains("}") ? query : query + "}";
    assertThat(Triggers.api().set("query", closed).parseApi().query().text()).isEqualTo(closed);
  }

  @Test
  void refusesSeveralQueriesWithoutAnAggregator() {
    String two = "avg:x{*},avg:y{*}";
    assertThat(problem(Triggers.api().set("query", two)))
        .hasToString(
            "queryAggregator: missing, and the query holds 2 queries; accepted: average or max");
    ApiTrigger max = Triggers.api().set("query", two).set("queryAggregator", "max").parseApi();
    assertThat(max.query().topLevelQueries()).isEqualTo(2);
    assertThat(max.queryAggregator()).hasValue(QueryAggregator.MAX);
    ApiTrigger unsure = Triggers.api().set("query", two + ")").parseApi();
    assertThat(unsure.query().batchable()).isFalse();
    assertThat(Triggers.agent().set("query", two).parse()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"average,max", "max,", "average,average", "Average", "MAX", "sum"})
  void refusesOtherAggregators(String aggregator) {
    assertThat(problem(Triggers.api().set("queryAggregator", aggregator)).parameter())
        .isEqualTo("queryAggregator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queryValue",
        "targetValue",
        "activationQueryValue",
        "activationTargetValue",
        "metricUnavailableValue"
      })
  void refusesNumbersThatNoDoubleHolds(String parameter) {
    String digits = "9".repeat(400);
    for (String text : List.of("1e999", "-1e999", digits, "-" + digits, "NaN", "Infinity")) {
      for (Triggers trigger : List.of(Triggers.api(), Triggers.agent())) {
        String target = parameter.equals("queryValue") ? "queryValue" : "targetValue";
        trigger.without("queryValue").without("targetValue").set(target, "2");
        assertThat(problem(trigger.set(parameter, text)).parameter()).contains(parameter);
      }
    }
  }

  @Nested
  class WrongPlaces {

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "apikey", "APIKEY", "apiKeyFromEnv"})
    void areNamedForAKey(String key) {
      assertThat(problem(Triggers.api().without("apiKey").set(key, "secret-key")))
          .hasToString(
              "apiKey: missing in the trigger's authentication, which gives \"appKey\"; \""
                  + key
                  + "\" in the trigger's metadata has no effect; accepted: any text, or a"
                  + " supplier");
    }

    @Test
    void areNamedForTheAgentsAddress() {
      for (String name : List.of("datadogNamespace", "datadogMetricsService")) {
        String key = name.toLowerCase(Locale.ROOT);
        assertThat(problem(Triggers.agent().without(name).set(key, "x")).message())
            .contains("\"" + key + "\" in the trigger's metadata has no effect");
        assertThat(problem(Triggers.agent().without(name).auth(key, "x")).message())
            .contains("\"" + key + "\" in the trigger's authentication has no effect");
      }
      assertThat(problem(Triggers.agent().without("token").set("tokenFromEnv", "T")).message())
          .contains("\"tokenFromEnv\" in the trigger's metadata has no effect");
    }

    @Test
    void areNamedForMetadata() {
      assertThat(problem(Triggers.api().without("query").auth("Query", "avg:a{*}")).message())
          .contains("\"Query\" in the trigger's authentication has no effect");
      assertThat(problem(Triggers.api().without("queryValue").set("queryvalue", "1")).message())
          .contains("\"queryvalue\" in the trigger's metadata has no effect");
      assertThat(problem(Triggers.api().without("queryValue").auth("targetValue", "1")).message())
          .contains("\"targetValue\" in the trigger's authentication has no effect");
    }

    @Test
    void areNotNamedForABlankText() {
      assertThat(problem(Triggers.api().set("query", " ")).message()).doesNotContain("no effect");
      assertThat(problem(Triggers.api().auth("apiKey", " ")).message()).doesNotContain("no effect");
    }

    @Test
    void keepASecretSecret() {
      String metadata =
          Triggers.api().without("apiKey").set("APIKey", "secret-key").builder().build().toString();
      assertThat(metadata).contains("APIKey=***").doesNotContain("secret-key");
    }
  }

  private static Problem problem(Triggers triggers) {
    List<Problem> problems = problems(triggers.builder().build());
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static List<Problem> problems(TriggerMetadata input) {
    return exception(input).problems();
  }

  private static InvalidTriggerException exception(TriggerMetadata input) {
    return catchThrowableOfType(InvalidTriggerException.class, () -> DatadogTrigger.parse(input));
  }
}
