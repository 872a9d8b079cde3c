package io.github.scaler4j.trigger;

import static io.github.scaler4j.trigger.TriggerProblems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters in the wrong place are named in the error of the one that is missing. */
class TriggerPlacesTest {

  @ParameterizedTest
  @ValueSource(strings = {"apiKey", "apikey", "APIKEY", "apiKeyFromEnv"})
  void areNamedForAKey(String key) {
    assertThat(problem(Triggers.api().without("apiKey").set(key, "secret-key")))
        .hasToString(
            "apiKey: missing in the trigger's authentication, which sets \"appKey\"; \""
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
