package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0.0004, 0",
    "0.0005, 1m",
    "0.0015, 2m",
    "0.0625, 62m",
    "0.133, 133m",
    "1.0005, 1",
    "1.9995, 2",
    "2, 2",
    "2.0005, 2.001",
    "2.5, 2.500",
    "7.75, 7.750",
    "66.6666, 66.667",
    "133.3335, 133.333",
    "1000, 1k",
    "9.3e15, 9300T",
    "1e18, 1E",
    "1e22, 10000E",
    "-0.0, 0",
    "-3, 0",
    "NaN, 0",
    "Infinity, 0",
    "-Infinity, 0"
  })
  void printsAMetricAsKedaDoes(double value, String printed) {
    assertThat(Quantity.ofMetric(value)).hasToString(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "1E, 9223372036854775807",
    "-1E, -9223372036854775808",
    "9223372036854775807m, 9223372036854775807",
    "9223372036854775808m, 9223372036854775807",
    "9223372036854775, 9223372036854775000",
    "9223372036854776, 9223372036854775807",
    "-9223372036854776, -9223372036854775808",
    "8Ei, 9223372036854775807",
    "1e400, 9223372036854775807",
    "0e400, 0"
  })
  void saturatesThousandths(String text, long milli) {
    assertThat(Quantity.parse(text).milliValue()).isEqualTo(milli);
  }

  @Test
  void dropsNoSuffix() {
    assertThat(Quantity.parse("1000E")).hasToString("1000E");
    assertThat(Quantity.parse("-1" + "0".repeat(25)).canonical()).isEqualTo("-10000000E");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e401", "1e-401", "1E+0401", "0e401", "1e4294967296", "1e2147483648"})
  void refusesHugeExponents(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.parse(text))
        .withMessageContaining("its exponent is beyond 400");
  }

  @Test
  void doesNotWriteOutHugeExponents() {
    assertThat(Quantity.parse("1e0400").canonical()).isEqualTo("10e399");
    assertThat(Quantity.parse("1e-400").canonical()).isEqualTo("1e-9");
    assertThat(Quantity.parse("1e309").doubleValue()).isInfinite();
  }

  @Test
  void refusesWithWhatWasWrongOnOneShortLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.parse("1KiB"))
        .withMessage(
            "not a quantity: \"1KiB\": unexpected character at 3;"
                + " accepted: numbers such as 2, 1.5, 100m, 3k, 4Mi and 1e3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.parse("<html>\n" + "9".repeat(20_000)))
        .withMessageContaining("<html>?999")
        .withMessageContaining("20007 characters")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
  }

  @Test
  void comparesNumbersNotTexts() {
    assertThat(Quantity.parse("1Ki"))
        .isEqualTo(Quantity.parse("1024.000"))
        .hasSameHashCodeAs(Quantity.parse("1024.000"))
        .isNotEqualTo(Quantity.parse("1k"));
    assertThat(Quantity.ofMilli(2000)).isEqualTo(Quantity.parse("2")).hasToString("2");
  }
}
