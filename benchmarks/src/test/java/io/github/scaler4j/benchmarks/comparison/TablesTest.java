package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {

  @Test
  void namesAreAlignedLeftAndNumbersRight() {
    Table table =
        new Table(
            "Title",
            1,
            List.of("n", "requests"),
            List.of(List.of("10", "1"), List.of("10", "2,345"), List.of("1,000", "6")));
    assertThat(table.text())
        .isEqualTo(
            """
            Title
            n      requests
            -----  --------
            10            1
            10        2,345

            1,000         6
            """);
  }

  @Test
  void noLineOfAReportIsWiderThanAHundredColumns() {
    for (Table table : Tables.of(ReportsOfTests.report(10, 100, 1_000, 10_000))) {
      assertThat(table.text().lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
  }

  @Test
  void whatWasNeverMeasuredIsADash() {
    Table latencies = Tables.of(ReportsOfTests.report(10)).get(2);
    assertThat(latencies.rows().get(0).subList(2, 6)).containsExactly("0", "-", "-", "-");
  }

  @Test
  void aRunOnABusyMachineIsMarked() {
    assertThat(ReportsOfTests.outcome(Way.API, 10, 1, 1, 0, 0).disturbed()).isFalse();
    assertThat(ReportsOfTests.outcome(Way.API, 10, 1, 1, 0, 1).disturbed()).isTrue();
  }

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
  void numbersHaveThreeDigitsThatCount(double number, String text) {
    assertThat(Numbers.of(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"100|100", "99.99|>99.9", "29.18|29.2", "0.03|0.03", "0|0"})
  void onlyAllIsAHundredPercent(double percent, String text) {
    assertThat(Numbers.percent(percent)).isEqualTo(text);
  }
}
