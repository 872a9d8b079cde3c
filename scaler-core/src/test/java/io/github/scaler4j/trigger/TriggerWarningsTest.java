package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerWarningsTest {

  @Test
  void warnsOfNothingForAGoodTrigger() {
    assertThat(warnings(Triggers.api().set("age", "60").set("timeout", "250ms"))).isEmpty();
    assertThat(warnings(Triggers.agent().set("timeout", " "))).isEmpty();
  }

  @Test
  void warnsOfAShortAge() {
    assertThat(warnings(Triggers.api().set("age", "59")))
        .containsExactly(
            "age is only 59 s; windows under 60 s are often empty, since points arrive late");
  }

  @Test
  void warnsOfAShortTimeout() {
    assertThat(warnings(Triggers.api().set("timeout", "249")))
        .containsExactly(
            "timeout \"249\" is under 250 ms; a bare number is milliseconds; write 30s for 30 seconds");
  }

  @Test
  void warnsOfUnsafeSsl() {
    assertThat(warnings(Triggers.agent().auth("unsafeSsl", "1")))
        .containsExactly(
            "unsafeSsl accepts any certificate, so anyone on the network path can read the token;"
                + " prefer ca and serverName");
    assertThat(warnings(Triggers.agent().auth("unsafeSsl", "1").auth("ca", Triggers.PEM)))
        .contains("ca and serverName have no effect with unsafeSsl");
  }

  @Test
  void warnsOfAMissingToken() {
    assertThat(warnings(Triggers.agent().without("token").without("authMode")))
        .containsExactly("token is not set, so the agent will see an anonymous request");
  }

  @Test
  void warnsOfTheDeprecatedType() {
    assertThat(warnings(Triggers.api().set("type", "global")))
        .containsExactly("type is deprecated; set the trigger's metricType to Value instead");
  }

  @Test
  void warnsOfKeysWithoutEffectInTheMode() {
    assertThat(warnings(Triggers.agent().set("age", "90").auth("datadogSite", "datadoghq.eu")))
        .containsExactly(
            "datadogSite has no effect with useClusterAgentProxy",
            "age has no effect with useClusterAgentProxy");
    assertThat(warnings(Triggers.api().auth("unsafeSsl", "true").set("hpaMetricName", "mine")))
        .containsExactly(
            "unsafeSsl has no effect without useClusterAgentProxy",
            "hpaMetricName has no effect in either mode; the query or the DatadogMetric names the"
                + " metric");
  }

  @Test
  void warnsOfKeysInTheWrongPlace() {
    assertThat(warnings(Triggers.agent().set("unsafeSsl", "true").auth("timeout", "5s")))
        .containsExactly(
            "\"unsafeSsl\" in the trigger's metadata has no effect; unsafeSsl is read from the"
                + " trigger's authentication",
            "\"timeout\" in the trigger's authentication has no effect; timeout is read from the"
                + " trigger's metadata");
  }

  /** Every name of an authentication, also in another case. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiKey",
        "appKey",
        "datadogSite",
        "datadogNamespace",
        "datadogMetricsService",
        "datadogMetricsServicePort",
        "unsafeSsl",
        "authMode",
        "token",
        "ca",
        "serverName"
      })
  void saysThatAKeyBelongsInTheAuthentication(String name) {
    for (String key : List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
      for (Triggers trigger : List.of(Triggers.api(), Triggers.agent())) {
        assertThat(warnings(trigger.set(key, "x")))
            .containsExactly(
                "\""
                    + key
                    + "\" in the trigger's metadata has no effect; "
                    + name
                    + " is read from the trigger's authentication");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "QUERY", "targetvalue", "useClusterAgentProxy", "Timeout"})
  void saysThatAKeyBelongsInTheMetadata(String key) {
    assertThat(warnings(Triggers.api().auth(key, "x")))
        .singleElement()
        .asString()
        .startsWith("\"" + key + "\" in the trigger's authentication has no effect; ")
        .endsWith(" is read from the trigger's metadata");
  }

  @Test
  void namesTheSpellingOfAKey() {
    assertThat(warnings(Triggers.api().set("AGE", "90").auth("UnsafeSSL", "true")))
        .containsExactly(
            "\"AGE\" in the trigger's metadata has no effect; write age",
            "\"UnsafeSSL\" in the trigger's authentication has no effect; write unsafeSsl");
  }

  @Test
  void warnsOfAliasesThatShadow() {
    assertThat(warnings(Triggers.api().set("targetValue", "3")))
        .containsExactly("queryValue has no effect with targetValue");
    assertThat(
            warnings(
                Triggers.api().set("activationQueryValue", "1").set("activationTargetValue", "2")))
        .containsExactly("activationTargetValue has no effect with activationQueryValue");
    assertThat(warnings(Triggers.agent().set("activationQueryValue", "2"))).isEmpty();
  }

  @Test
  void warnsOfUnknownKeys() {
    assertThat(warnings(Triggers.api().set("quer", "x").set("ageFromEnv", "AGE")))
        .containsExactly(
            "\"ageFromEnv\" has no effect; this scaler reads nothing from the environment",
            "\"quer\" is not a parameter of this scaler; PARAMETERS.md lists them");
    assertThat(warnings(Triggers.api().auth("password", "of another scaler"))).isEmpty();
  }

  @Test
  void warnsOfATargetThatRoundsToZero() {
    assertThat(warnings(Triggers.api().set("queryValue", "0.0001")))
        .containsExactly(
            "targetValue,queryValue rounds to 0, which Kubernetes refuses as a target;"
                + " scale the query up");
  }

  @Test
  void warnsOfAMetricNameThatTheAgentCannotFind() {
    assertThat(warnings(Triggers.agent().set("datadogMetricName", "nginx.hits")))
        .containsExactly(
            "datadogMetricName \"nginx.hits\" contains a dot; the agent can't find such a name");
  }

  @Test
  void reachesTheListenerOfTheParser() {
    List<String> warnings = new ArrayList<>();
    DatadogTrigger.parse(Triggers.api().set("age", "59").builder().build(), warnings::add);

    assertThat(warnings).singleElement().asString().startsWith("age is only 59 s");
  }

  private static List<String> warnings(Triggers triggers) {
    TriggerParser parser = new TriggerParser(triggers.builder().build());
    return parser.warnings(parser.parse());
  }
}
