package io.github.scaler4j.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionRulesTest {

  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration LONGER = YEAR.plusNanos(1);
  private static final Duration NEGATIVE = Duration.ofNanos(-1);
  private static final String LONG_LABEL = "a".repeat(64) + ".b";
  private static final String LONG_HOST = "a.".repeat(127) + "a";

  @Test
  void takesTheBounds() {
    assertThat(OptionRules.duration("x", Duration.ZERO)).isZero();
    assertThat(OptionRules.duration("x", YEAR)).isEqualTo(YEAR);
    assertThat(OptionRules.age("x", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
    assertThat(OptionRules.age("x", YEAR)).isEqualTo(YEAR);
    assertThat(OptionRules.idleAfter("x", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    assertThat(OptionRules.idleAfter("x", YEAR)).isEqualTo(YEAR);
    assertThat(OptionRules.retries("x", 0)).isZero();
    assertThat(OptionRules.retries("x", 10)).isEqualTo(10);
    assertThat(OptionRules.maxParallelRequests("x", 1)).isOne();
    assertThat(OptionRules.maxParallelRequests("x", 192)).isEqualTo(192);
    assertThat(OptionRules.bodyCap("x", 1)).isOne();
    assertThat(OptionRules.bodyCap("x", 1L << 30)).isEqualTo(1L << 30);
    assertThat(OptionRules.share("x", Double.MIN_VALUE)).isPositive();
    assertThat(OptionRules.share("x", 1)).isOne();
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        refused(NEGATIVE, () -> OptionRules.duration("option", NEGATIVE)),
        refused(LONGER, () -> OptionRules.duration("option", LONGER)),
        refused(Duration.ZERO, () -> OptionRules.age("option", Duration.ZERO)),
        refused(NEGATIVE, () -> OptionRules.age("option", NEGATIVE)),
        refused(LONGER, () -> OptionRules.age("option", LONGER)),
        refused(Duration.ZERO, () -> OptionRules.idleAfter("option", Duration.ZERO)),
        refused(LONGER, () -> OptionRules.idleAfter("option", LONGER)),
        refused(-1, () -> OptionRules.retries("option", -1)),
        refused(11, () -> OptionRules.retries("option", 11)),
        refused(0, () -> OptionRules.maxParallelRequests("option", 0)),
        refused(193, () -> OptionRules.maxParallelRequests("option", 193)),
        refused(0, () -> OptionRules.bodyCap("option", 0)),
        refused(Long.MAX_VALUE, () -> OptionRules.bodyCap("option", Long.MAX_VALUE)),
        refused(0.0, () -> OptionRules.share("option", 0)),
        refused(1.01, () -> OptionRules.share("option", 1.01)),
        refused(Double.NaN, () -> OptionRules.share("option", Double.NaN)),
        refused("a host", () -> OptionRules.host("option", "a host")),
        refused("https://a", () -> OptionRules.host("option", "https://a")),
        refused("a..b", () -> OptionRules.host("option", "a..b")),
        refused(LONG_LABEL, () -> OptionRules.host("option", LONG_LABEL)),
        refused(LONG_HOST, () -> OptionRules.host("option", LONG_HOST)),
        refused("", () -> OptionRules.host("option", "")));
  }

  private static Arguments refused(Object value, ThrowingCallable check) {
    return Arguments.of(value, check);
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void namesOptionValueAndWhatIsAccepted(Object value, ThrowingCallable check) {
    assertThatIllegalArgumentException()
        .isThrownBy(check)
        .withMessageStartingWith("option: must be ")
        .withMessageEndingWith(", got " + value);
  }

  @Test
  @SuppressWarnings("NullAway") // What a caller without null checks may do.
  void refusesNullByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> OptionRules.duration("freshFor", null))
        .withMessage("freshFor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host",
        "https://host:1",
        "HTTPS://host:65535/a/path",
        "http://[::1]:80/",
        "https://10.0.0.1:8443",
        "https://agent.1team:8443",
        "https://agent.1team",
        "https://agent.1team:/",
        "https://AGENT.1:65535/a/path",
        "https://agent.1.",
        "https://1.team"
      })
  void acceptsAnHttpAddress(String endpoint) {
    assertThat(OptionRules.endpoint("endpoint", URI.create(endpoint)))
        .isEqualTo(URI.create(endpoint));
  }

  /** OkHttp refuses these in each read. */
  @Test
  void refusesAHostThatDnsDoesNotKnow() {
    for (String host :
        List.of(LONG_LABEL, LONG_HOST, "[fe80::1%25eth0]", LONG_LABEL + ".1", LONG_HOST + ".1")) {
      URI endpoint = URI.create("https://" + host);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> OptionRules.endpoint("endpoint", endpoint))
          .withMessageStartingWith("endpoint: must be ")
          .withMessageEndingWith(", got " + endpoint);
    }
    String longest = "a".repeat(63) + ".b";
    assertThat(OptionRules.host("option", longest)).isEqualTo(longest);
    assertThat(OptionRules.endpoint("option", URI.create("https://" + longest + ".")))
        .hasHost(longest + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://host",
        "host",
        "/path",
        "http:///path",
        "mailto:a@b",
        "http://host:0",
        "http://host:65536",
        "https://user:s3cret@host",
        "https://host/?api_key=s3cret",
        "https://host/#s3cret",
        "https://user:s3cret@agent.1team:8443",
        "https://s3cret@agent.1team",
        "https://agent.1team/?api_key=s3cret",
        "https://agent.1team:0",
        "https://agent.1team:65536",
        "https://agent.1team:99999999999",
        "https://agent.1team:1:1",
        "https://agent..1team",
        "https://agent_1.team",
        "https://-agent.1team",
        "https://1.2",
        "https://256.1.1.1",
        "https://0x7f.1",
        "https://0X7F.0x1.",
        "ftp://agent.1team"
      })
  void refusesAnyOtherAddressAndShowsNoSecret(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionRules.endpoint("endpoint", URI.create(endpoint)))
        .withMessageStartingWith("endpoint: ")
        .withMessageContaining("must be http or https")
        .withMessageNotContaining("s3cret");
  }
}
