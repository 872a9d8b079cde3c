package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A parameter that is in the wrong place. */
class MisplacedParametersTest extends ManifestLintFixture {

  @ParameterizedTest
  @CsvSource({
    "datadogsite, datadogSite",
    "datadogSITE, datadogSite",
    "site, datadogSite",
    "apikey, apiKey",
    "AppKey, appKey",
    "app_key, appKey",
    "datadognamespace, datadogNamespace",
    "datadogMetricService, datadogMetricsService",
    "datadogmetricsserviceport, datadogMetricsServicePort",
    "unsafeSSL, unsafeSsl",
    "authmode, authMode",
    "Token, token",
    "servername, serverName"
  })
  void belongsInTheAuthentication(String name, String meant) {
    assertThat(lint(withLine(WALKTHROUGH, 132, name + ": \"x\"")).problems())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains(
            "did you mean " + meant + ", which belongs in a TriggerAuthentication?", "line 132)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "targetValue", "datadogMetricName", "timeout"})
  void belongsInTheMetadata(String name) {
    String manifest = withLine(WALKTHROUGH, 109, "- parameter: " + name);

    assertThat(lint(manifest).problems())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains(
            name + " has no effect in an authentication; set it in the trigger's metadata",
            "line 109)");
  }

  @ParameterizedTest
  @CsvSource({
    "targetvalue, targetValue",
    "datadogmetricname, datadogMetricName",
    "useClusterAgent, useClusterAgentProxy",
    "Query, query"
  })
  void belongsInTheMetadataInAnotherCase(String name, String meant) {
    assertThat(lint(withLine(WALKTHROUGH, 109, "- parameter: " + name)).problems())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains(
            "did you mean " + meant + ", which belongs in the trigger's metadata?", "line 109)");
  }
}
