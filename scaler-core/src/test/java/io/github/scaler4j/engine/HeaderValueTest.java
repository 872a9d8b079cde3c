package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValueTest {

  private static final Instant SENT = Instant.parse("2026-11-26T05:00:00Z");

  private static OptionalLong number(RoundingMode rounding, String... headers) {
    return HeaderValue.number(Headers.of(headers), "Limit", rounding);
  }

  private static OptionalLong seconds(String text) {
    return HeaderValue.secondsUntil(Headers.of("Reset", text), "reset", SENT, 3600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", " 7 ", "+7", "\"7\"", "\" 7 \"", "7, 7", "7;w=60, 7", "7.2", "6.6"})
  void readsANumberWithOneMeaning(String text) {
    assertThat(number(RoundingMode.HALF_EVEN, "limit", text)).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "7,", "7, 8", "-7", "7e0", "7 s", "\"7", "seven", "7.", "0x7"})
  void readsNoNumberInAnythingElse(String text) {
    assertThat(number(RoundingMode.FLOOR, "Limit", text)).isEmpty();
  }

  @Test
  void comparesAllLinesOfAHeader() {
    assertThat(number(RoundingMode.FLOOR, "Limit", "7", "LIMIT", "7")).hasValue(7);
    assertThat(number(RoundingMode.FLOOR, "Limit", "7", "LIMIT", "9")).isEmpty();
    assertThat(number(RoundingMode.FLOOR, "Other", "7")).isEmpty();
  }

  @Test
  void roundsInTheGivenDirection() {
    assertThat(number(RoundingMode.FLOOR, "Limit", "7.9")).hasValue(7);
    assertThat(number(RoundingMode.CEILING, "Limit", "7.1")).hasValue(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "3600|3600",
        "0.1|1",
        // 2026-11-26T05:00:00Z is 1795669200
        "1795669260|60",
        "1795669260000|60",
        "1795672800|3600",
        "1795669140|0",
        "Thu, 26 Nov 2026 05:01:00 GMT|60",
      })
  void readsSecondsAndTimesOfDay(String text, long seconds) {
    assertThat(seconds(text)).hasValue(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3601",
        "1795672801",
        "1795669139",
        "1795669139000",
        "999999999999999999",
        "Thu, 26 Nov 2026 06:00:01 GMT",
        "Thu, 26 Nov 2026 04:58:59 GMT",
        "Fri, 26 Nov 2026 05:01:00 GMT",
        "Thu, 01 Jan 587956246 00:01:00 GMT",
        "2026-11-26T05:01:00Z",
        "-1",
      })
  void ignoresImplausiblyLongTimes(String text) {
    assertThat(seconds(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thu, 26 Nov 2026 05:00:20 GMT|40",
        "now|60",
        "Thu, 01 Jan 587956246 00:01:00 GMT|60",
      })
  void countsFromWhenTheAnswerWasSent(String date, long seconds) {
    for (String reset : List.of("1795669260", "Thu, 26 Nov 2026 05:01:00 GMT")) {
      Headers headers = Headers.of("date", date, "Reset", reset);
      assertThat(HeaderValue.secondsUntil(headers, "reset", SENT, 3600)).hasValue(seconds);
    }
    Headers seconds60 = Headers.of("date", date, "Reset", "60");
    assertThat(HeaderValue.secondsUntil(seconds60, "reset", SENT, 3600)).hasValue(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|1",
        "30|30",
        " \"30\" |30",
        "30, 30|30",
        "0.5|1",
        "300|300",
        "Thu, 26 Nov 2026 05:00:30 GMT|30",
        "1795669230|30",
        "1795669230000|30",
        // longer than anybody should wait
        "301|300",
        "86400|300",
        "999999999|300",
        "1795000000|300",
        "99999999999999999999999999|300",
        "999999999.0|300",
        "99999999999999999999999999.5|300",
        "Thu, 26 Nov 2026 06:00:00 GMT|300",
        "Thu, 01 Jan 2099 00:00:00 GMT|300",
        "Fri, 31 Dec 9999 23:59:59 GMT|300",
      })
  void readsForHowLongToWait(String text, long seconds) {
    assertThat(HeaderValue.retryAfter(Headers.of("retry-after", text), SENT))
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "soon",
        "",
        "1, 2",
        "1e9",
        "Thu, 26 Nov 2026 05:00:00 GMT",
        "Thu, 26 Nov 2026 04:59:30 GMT",
        "Mon, 01 Jan 2001 00:00:00 GMT",
      })
  void waitsForNothingElse(String text) {
    assertThat(HeaderValue.retryAfter(Headers.of("Retry-After", text), SENT)).isEmpty();
    assertThat(HeaderValue.retryAfter(Headers.of("Other", "30"), SENT)).isEmpty();
  }

  @Test
  void countsAPauseFromWhenTheAnswerWasSent() {
    Headers headers =
        Headers.of(
            "Date",
            "Thu, 26 Nov 2026 05:00:20 GMT",
            "Retry-After",
            "Thu, 26 Nov 2026 05:01:00 GMT");
    assertThat(HeaderValue.retryAfter(headers, SENT)).contains(Duration.ofSeconds(40));
  }
}
