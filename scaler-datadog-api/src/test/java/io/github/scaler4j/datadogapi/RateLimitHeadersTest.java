package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.RateLimitedException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitHeadersTest {

  @Test
  void readsEveryHeaderWhateverItsCase() {
    RateLimitHeaders limits =
        RateLimitHeaders.of(
            Headers.of(
                "x-ratelimit-limit", "1600",
                "X-Ratelimit-Period", " 3600 ",
                "X-RateLimit-Remaining", "0",
                "X-RATELIMIT-RESET", "1650",
                "X-RateLimit-Name", "metrics_query"));
    assertThat(limits)
        .isEqualTo(
            new RateLimitHeaders(
                OptionalLong.of(1600),
                OptionalLong.of(3600),
                OptionalLong.of(0),
                OptionalLong.of(1650),
                Optional.of("metrics_query")));
    assertThat(limits.details())
        .isEqualTo(
            new RateLimitedException.Details(
                OptionalLong.of(1600),
                Optional.of(Duration.ofHours(1)),
                OptionalLong.of(0),
                Optional.of(Duration.ofSeconds(1650)),
                Optional.of("metrics_query")));
  }

  @Test
  void whatIsMissingIsEmpty() {
    assertThat(RateLimitHeaders.of(Headers.of())).isEqualTo(RateLimitHeaders.NONE);
    assertThat(RateLimitHeaders.NONE.details()).isEqualTo(RateLimitedException.Details.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "x",
        "1.5",
        "1e3",
        "0x10",
        "99999999999999999999",
        "9223372036854775807"
      })
  void whatIsAbsurdIsEmpty(String text) {
    assertThat(
            RateLimitHeaders.of(
                Headers.of(
                    "X-RateLimit-Limit", text,
                    "X-RateLimit-Period", text,
                    "X-RateLimit-Remaining", text,
                    "X-RateLimit-Reset", text)))
        .isEqualTo(RateLimitHeaders.NONE);
  }

  @Test
  void aLimitOrPeriodOfZeroAndAResetThatIsATimeOfDayAreEmpty() {
    assertThat(
            RateLimitHeaders.of(
                Headers.of(
                    "X-RateLimit-Limit", "0",
                    "X-RateLimit-Period", "0",
                    "X-RateLimit-Reset", "1790000000")))
        .isEqualTo(RateLimitHeaders.NONE);
  }

  @Test
  void aLongNameIsCut() {
    assertThat(RateLimitHeaders.of(Headers.of("X-RateLimit-Name", "n".repeat(5000))).name())
        .hasValueSatisfying(name -> assertThat(name).hasSize(100).endsWith("\u2026"));
  }
}
