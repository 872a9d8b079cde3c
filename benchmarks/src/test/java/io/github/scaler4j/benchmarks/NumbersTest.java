package io.github.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "0.0123|0.012",
        "0.5|0.50",
        "9.994|9.99",
        "9.996|10.0",
        "99.96|100",
        "1234567|1,234,567"
      })
  void keepsThreeDigits(double number, String text) {
    assertThat(Numbers.of(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"100|100", "99.99|>99.9", "29.18|29.2", "0.03|0.03", "0|0"})
  void roundsNothingToAHundredPercent(double percent, String text) {
    assertThat(Numbers.percent(percent)).isEqualTo(text);
  }
}
