package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"datadog", "a", "0", "a-b", "datadog-cluster-agent-metrics-api"})
  void acceptsLabels(String text) {
    assertThat(NameRules.label(text)).isEqualTo(text);
    assertThat(NameRules.object(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "A", "-a", "a-", "a/b", "a@b", "a:b", "a b", "a_b", "\u00e9", "a%2f", "..", "a..b",
        ".a", "a.", "a.-b", "a-.b", "a\n"
      })
  void refusesNamesThatCouldRedirect(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> NameRules.label(text));
    assertThatIllegalArgumentException().isThrownBy(() -> NameRules.object(text));
  }

  @Test
  void acceptsDotsInObjectNamesOnly() {
    assertThat(NameRules.object("nginx.hits")).isEqualTo("nginx.hits");
    assertThatIllegalArgumentException().isThrownBy(() -> NameRules.label("nginx.hits"));
  }

  @Test
  void boundsLengths() {
    assertThat(NameRules.label("a".repeat(63))).hasSize(63);
    assertThatIllegalArgumentException().isThrownBy(() -> NameRules.label("a".repeat(64)));
    assertThat(NameRules.object("a".repeat(253))).hasSize(253);
    assertThatIllegalArgumentException().isThrownBy(() -> NameRules.object("a".repeat(254)));
    assertThatIllegalArgumentException().isThrownBy(() -> NameRules.host("a.".repeat(124) + "ab"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"datadoghq.com", "us2.ddog-gov.com", "datadogSite", "GW.example", "10.0.0.1"})
  void acceptsHosts(String text) {
    assertThat(NameRules.host(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://datadoghq.eu",
        "datadoghq.eu/",
        "datadoghq.eu:443",
        "a@b",
        "a b",
        "a..b",
        ".a",
        "a.",
        "-a.b",
        "a_b",
        "m\u00fcnchen.de",
        "[::1]",
        "a#b",
        "a?b",
        "a\\b"
      })
  void refusesOtherTextAsAHost(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NameRules.host(text))
        .withMessage("is not a host name");
  }

  @ParameterizedTest
  @CsvSource({
    "api.datadoghq.eu, is a host of a site; the site is datadoghq.eu",
    "APP.us5.datadoghq.com, is a host of a site; the site is us5.datadoghq.com",
    "us5, is a data center; its site is us5.datadoghq.com",
    "EU1, is a data center; its site is datadoghq.eu",
    "uk1, is a data center; its site is uk1.datadoghq.com",
    "https://datadoghq.eu, is a URL; the site is datadoghq.eu",
    "HTTPS://api.us5.datadoghq.com/, is a URL; the site is us5.datadoghq.com",
    "https://app.datadoghq.com:443/x?y, is a URL; the site is datadoghq.com",
    "https://key@datadoghq.eu, is not a host name",
    "https://, is not a host name",
    "a b, is not a host name",
  })
  void namesTheRightSite(String text, String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> NameRules.site(text)).withMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"datadoghq.com", "us5.datadoghq.com", "ddog-gov.com", "localhost"})
  void acceptsSites(String text) {
    assertThat(NameRules.site(text)).isEqualTo(text);
  }
}
