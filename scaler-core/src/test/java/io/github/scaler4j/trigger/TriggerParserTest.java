package io.github.scaler4j.trigger;

import static io.github.scaler4j.trigger.TriggerProblems.exception;
import static io.github.scaler4j.trigger.TriggerProblems.problem;
import static io.github.scaler4j.trigger.TriggerProblems.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.Problem;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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
  void quotesNoSecret() {
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

  /** A key or token that an authentication assigns to the wrong parameter. */
  static Stream<Arguments> misplacedSecrets() {
    return Stream.of(
            "0123456789abcdef0123456789abcdef",
            "0123456789abcdef0123456789abcdef01234567",
            "sha256~s3cret-Vk9zU0FtcGxlVG9rZW5Gb3JUZXN0cw",
            "eyJhbGciOiJSUzI1NiIsImtpZCI6IiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJl_",
            "https://user:s3cret@proxy")
        .flatMap(
            secret ->
                Stream.of(
                        "authMode",
                        "unsafeSsl",
                        "datadogMetricsServicePort",
                        "datadogNamespace",
                        "datadogSite")
                    .map(parameter -> Arguments.of(parameter, secret)));
  }

  @ParameterizedTest
  @MethodSource("misplacedSecrets")
  void quotesNoSecretInTheWrongParameter(String parameter, String secret) {
    Triggers trigger = parameter.equals("datadogSite") ? Triggers.api() : Triggers.agent();
    if (parameter.equals("datadogNamespace") && secret.matches("[0-9a-f]*")) {
      // A namespace may have this form.
      return;
    }
    TriggerMetadata input = trigger.auth(parameter, secret).builder().build();
    assertThat(exception(input)).hasMessageContaining(parameter).hasMessageNotContaining(secret);
  }

  @Test
  void quotesAnOrdinaryMistakeOfAnAuthentication() {
    assertThat(exception(Triggers.agent().auth("authMode", "basic").builder().build()))
        .hasMessageContaining("\"basic\"");
    String page = "https://app.us3.datadoghq.com/metric";
    assertThat(exception(Triggers.api().auth("datadogSite", page).builder().build()))
        .hasMessageContaining(page);
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
            "queryAggregator: missing, and the query contains 2 queries; accepted: average or max");
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
}
