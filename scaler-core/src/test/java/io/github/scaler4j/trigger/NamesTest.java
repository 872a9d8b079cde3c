package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"datadog", "a", "0", "a-b", "datadog-cluster-agent-metrics-api"})
  void acceptsLabels(String text) {
    assertThat(Names.label(text)).isEqualTo(text);
    assertThat(Names.object(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "A", "-a", "a-", "a/b", "a@b", "a:b", "a b", "a_b", "\u00e9", "a%2f", "..", "a..b",
        ".a", "a.", "a.-b", "a-.b", "a\n"
      })
  void refusesWhatCouldLeadElsewhere(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Names.label(text));
    assertThatIllegalArgumentException().isThrownBy(() -> Names.object(text));
  }

  @Test
  void acceptsDotsInObjectNamesOnly() {
    assertThat(Names.object("nginx.hits")).isEqualTo("nginx.hits");
    assertThatIllegalArgumentException().isThrownBy(() -> Names.label("nginx.hits"));
  }

  @Test
  void boundsLengths() {
    assertThat(Names.label("a".repeat(63))).hasSize(63);
    assertThatIllegalArgumentException().isThrownBy(() -> Names.label("a".repeat(64)));
    assertThat(Names.object("a".repeat(253))).hasSize(253);
    assertThatIllegalArgumentException().isThrownBy(() -> Names.object("a".repeat(254)));
    assertThatIllegalArgumentException().isThrownBy(() -> Names.host("a.".repeat(124) + "ab"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"datadoghq.com", "us2.ddog-gov.com", "datadogSite", "GW.example", "10.0.0.1"})
  void acceptsHosts(String text) {
    assertThat(Names.host(text)).isEqualTo(text);
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
  void refusesWhatIsNoHost(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Names.host(text))
        .withMessage("is not a host name");
  }
}
