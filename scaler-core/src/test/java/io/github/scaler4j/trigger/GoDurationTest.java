package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "30s, 30000000000",
    "1m, 60000000000",
    "2m30s, 150000000000",
    "500ms, 500000000",
    ".5s, 500000000",
    "1.s, 1000000000",
    "1s1s, 2000000000",
    "+5s, 5000000000",
    "1h2m3s4ms5us6ns, 3723004005006",
    "10us, 10000",
    "10\u00b5s, 10000",
    "10\u03bcs, 10000",
    "0.9ns, 0",
    "-0.9ns, 0",
    "1.9ns, 1",
    "0, 0",
    "0s, 0",
    "-0, 0",
    "+0, 0",
    "-0s, 0",
    "00, 0",
    "30, 30000000",
    "+30, 30000000",
    "007, 7000000",
    "9223372036854, 9223372036854000000",
    "2562047h47m16.854775807s, 9223372036854775807",
    "0.3h, 1080000000000",
    "1.0000000000000000000000000001s, 1000000000",
    "0000000000000000000000000001s, 1000000000"
  })
  void readsWhatKedaReads(String text, long nanos) {
    assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofNanos(nanos));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "s", "+", "-", ".", ".s", "1.5", "1e3s", "1d", "30 s", "30S", "PT30S", "00:30", "0x10",
        "1_000", "true", "null", "1m1", "1ss", "--1s", "1s-1s", "1,5s", "\u0663s", "invalid", "1hm"
      })
  void refusesInvalidText(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessage("is not a duration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-10s", "-5", "-1ns", "-9223372036855"})
  void refusesTheNegative(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessage("is negative");
  }

  @Test
  void boundsTheWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse("1".repeat(1_000_000)))
        .withMessage("is too long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036855",
        "2562047h47m16.854775808s",
        "99999999999999999999999h",
        "99999999999999999999999"
      })
  void refusesWhatKedaWouldWrapAround(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessage("is too long");
  }
}
