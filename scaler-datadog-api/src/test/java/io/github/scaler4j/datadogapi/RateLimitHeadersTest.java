package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.RateLimitedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitHeadersTest {

  private static final Instant NOW = Instant.parse("2026-11-26T05:00:00Z");

  private static RateLimitHeaders of(String... headers) {
    return RateLimitHeaders.of(Headers.of(headers), NOW);
  }

  @Test
  void readsEveryHeaderWhateverItsCase() {
    RateLimitHeaders limits =
        of(
            "x-ratelimit-limit", "1600",
            "X-Ratelimit-Period", " 3600 ",
            "X-RateLimit-Remaining", "0",
            "X-RATELIMIT-RESET", "1650",
            "retry-after", "7",
            "X-RateLimit-Name", "metrics_query");
    assertThat(limits)
        .isEqualTo(
            new RateLimitHeaders(
                OptionalLong.of(1600),
                OptionalLong.of(3600),
                OptionalLong.of(0),
                OptionalLong.of(1650),
                OptionalLong.of(7),
                Optional.of("metrics_query")));
    assertThat(limits.details())
        .usingRecursiveComparison()
        .isEqualTo(
            RateLimitedException.Details.builder()
                .limit(1600)
                .period(Duration.ofHours(1))
                .remaining(0)
                .reset(Duration.ofSeconds(1650))
                .name("metrics_query")
                .build());
  }

  @Test
  void ignoresMissingHeaders() {
    assertThat(of()).isEqualTo(RateLimitHeaders.NONE);
    assertThat(RateLimitHeaders.NONE.details())
        .usingRecursiveComparison()
        .isEqualTo(RateLimitedException.Details.UNKNOWN);
  }

  @Test
  void readsEachHeaderForItself() {
    String[] names = {
      "X-RateLimit-Limit", "X-RateLimit-Period", "X-RateLimit-Remaining", "X-RateLimit-Reset"
    };
    for (String odd : names) {
      Headers.Builder headers = new Headers.Builder();
      for (String name : names) {
        headers.add(name, name.equals(odd) ? "unknown" : "60");
      }
      RateLimitHeaders limits = RateLimitHeaders.of(headers.build(), NOW);
      assertThat(
              List.of(
                  limits.limit(),
                  limits.periodSeconds(),
                  limits.remaining(),
                  limits.resetSeconds()))
          .as("without %s", odd)
          .filteredOn(value -> value.equals(OptionalLong.of(60)))
          .hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // header | limit, period, remaining, reset, retry after
        "7|7|7|7|7|7",
        "7, 7|7|7|7|7|7",
        "7,7 , 7|7|7|7|7|7",
        "\"7\"|7|7|7|7|7",
        "+7|7|7|7|7|7",
        "7;w=60|7|7|7|7|7",
        "7.0|7|7|7|7|7",
        // a fraction goes where fewer requests are made
        "7.5|7|8|7|8|8",
        "0.2|-|1|0|1|1",
        "0|-|-|0|0|0",
      })
  void readsUnambiguousForms(
      String text, String limit, String period, String remaining, String reset, String retry) {
    RateLimitHeaders limits =
        of(
            "X-RateLimit-Limit", text,
            "X-RateLimit-Period", text,
            "X-RateLimit-Remaining", text,
            "X-RateLimit-Reset", text,
            "Retry-After", text);
    assertThat(
            List.of(
                limits.limit(),
                limits.periodSeconds(),
                limits.remaining(),
                limits.resetSeconds(),
                limits.retryAfterSeconds()))
        .containsExactly(
            number(limit), number(period), number(remaining), number(reset), number(retry));
  }

  private static OptionalLong number(String text) {
    return text.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  @Test
  void readsARepeatedLineOnce() {
    assertThat(of("X-RateLimit-Reset", "7", "x-ratelimit-reset", "7").resetSeconds()).hasValue(7);
    assertThat(of("X-RateLimit-Reset", "7", "x-ratelimit-reset", "8").resetSeconds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "x",
        "7, 8",
        "7,",
        "7 8",
        "7s",
        "1e3",
        "0x10",
        "\"7",
        "1.",
        ".5",
        "\u0667",
        "NaN",
        "unlimited",
        "99999999999999999999",
        "9223372036854775807",
        "Thu, 26 Nov 2026",
        "Fri, 26 Nov 2026 05:00:30 GMT",
      })
  void ignoresAbsurdHeaders(String text) {
    Headers.Builder headers = new Headers.Builder();
    for (String name : List.of("Limit", "Period", "Remaining", "Reset")) {
      headers.addUnsafeNonAscii("X-RateLimit-" + name, text);
    }
    headers.addUnsafeNonAscii("Retry-After", text);
    assertThat(RateLimitHeaders.of(headers.build(), NOW)).isEqualTo(RateLimitHeaders.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // 2026-11-26T05:00:00Z is 1795669200
        "1795669230|30",
        "1795669230.2|31",
        "1795669230000|30",
        "1795669230001|31",
        "Thu, 26 Nov 2026 05:00:30 GMT|30",
        "Thu, 26 Nov 2026 06:00:00 GMT|3600",
        // just over, as clocks differ
        "1795669199|0",
        "Thu, 26 Nov 2026 04:59:30 GMT|0",
        // a month is the longest period
        "2678400|2678400",
        "1798347600|2678400",
        "1798347601|-",
        // long over: it can't mean that the budget is new
        "1795660000|-",
        "Thu, 26 Nov 2026 04:00:00 GMT|-",
        "2678401|-",
      })
  void countsAnAbsoluteTimeFromNow(String text, String seconds) {
    RateLimitHeaders limits = of("X-RateLimit-Reset", text, "Retry-After", text);
    assertThat(limits.resetSeconds()).isEqualTo(number(seconds));
    assertThat(limits.retryAfterSeconds()).isEqualTo(number(seconds));
  }

  @Test
  void countsAnAbsoluteTimeFromTheAnswersOwnDate() {
    assertThat(
            of("Date", "Thu, 26 Nov 2026 09:00:00 GMT", "X-RateLimit-Reset", "1795683630")
                .resetSeconds())
        .hasValue(30);
    assertThat(of("Date", "today", "X-RateLimit-Reset", "1795669230").resetSeconds()).hasValue(30);
  }

  @Test
  void reportsRetryAfterWithoutAReset() {
    assertThat(of("Retry-After", "30").details().reset()).contains(Duration.ofSeconds(30));
    assertThat(of("Retry-After", "30", "X-RateLimit-Reset", "60").details().reset())
        .contains(Duration.ofSeconds(60));
  }

  @Test
  void cutsALongName() {
    assertThat(of("X-RateLimit-Name", "n".repeat(5000)).name())
        .hasValueSatisfying(name -> assertThat(name).hasSize(100).endsWith("\u2026"));
  }

  @Test
  void redactsSecretsInTheName() {
    assertThat(
            of("X-RateLimit-Name", "key 0123456789abcdef")
                .without(List.of("0123456789abcdef"))
                .name())
        .contains("key ***");
  }
}
