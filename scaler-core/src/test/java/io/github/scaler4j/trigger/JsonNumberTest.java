package io.github.scaler4j.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "7.75, 7.75",
    "-5, -5",
    "1e3, 1000",
    "1E+3, 1000",
    "1.5e-3, 0.0015",
    "0, 0",
    "-0, -0.0",
    "1e-400, 0",
    "0e999999999999, 0",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "0.1, 0.1",
    "123456789012345678901234567890, 1.2345678901234568e29"
  })
  void readsJsonNumbers(String text, double value) {
    assertThat(JsonNumber.parseDouble(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+5",
        ".5",
        "5.",
        "-.5",
        "01",
        "NaN",
        "Inf",
        "+Inf",
        "Infinity",
        "0x1p4",
        "0x10",
        "1_0",
        "\"7\"",
        "1,5",
        "null",
        "true",
        "1e",
        "1e+",
        "--1",
        "-",
        "1 2",
        "\u0667",
        "1f",
        "1d"
      })
  void refusesOtherNumbers(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonNumber.parseDouble(text))
        .withMessage("is not a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e309", "-1e309", "1e999999999999", "1.7976931348623159e308"})
  void refusesWhatOverflows(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonNumber.parseDouble(text))
        .withMessage("is too large for a double");
  }

  @ParameterizedTest
  @CsvSource({"90, 90", "-5, -5", "-0, 0", "0, 0", "9223372036854775807, 9223372036854775807"})
  void readsIntegers(String text, long value) {
    assertThat(JsonNumber.parseLong(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+90", "090", "90.0", "9e1", "0x10", "1_000", "\"90\"", "true", "[1]", "null", ""})
  void refusesOtherIntegers(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonNumber.parseLong(text))
        .withMessage("is not an integer");
  }

  @Test
  void refusesIntegersBeyond64Bits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonNumber.parseLong("9223372036854775808"))
        .withMessage("does not fit into 64 bits");
  }
}
