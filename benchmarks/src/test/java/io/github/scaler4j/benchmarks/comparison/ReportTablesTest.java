package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.Table;
import org.junit.jupiter.api.Test;

class ReportTablesTest {

  @Test
  void fitAHundredColumns() {
    for (Table table : ReportTables.of(TestReports.report(10, 100, 1_000, 10_000))) {
      assertThat(table.text().lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
  }

  @Test
  void showADashForWhatWasNotMeasured() {
    Table latencies = ReportTables.of(TestReports.report(10)).get(2);
    assertThat(latencies.rows().get(0).subList(2, 6)).containsExactly("0", "-", "-", "-");
  }

  @Test
  void ignoreRunsOfABusyMachine() {
    assertThat(TestReports.outcome(ReadMode.API, 10, 1, 1, 0, 0).disturbed()).isFalse();
    assertThat(TestReports.outcome(ReadMode.API, 10, 1, 1, 0, 1).disturbed()).isTrue();
  }
}
