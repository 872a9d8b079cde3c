package io.github.scaler4j.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.LineCharts;
import io.github.scaler4j.benchmarks.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The run in {@code benchmarks/reports}: what it may claim. */
class CheckedInRunTest {

  private static final Path REPORTS = Path.of("reports");

  private final ComparisonReport report;

  CheckedInRunTest() throws IOException {
    report =
        Reports.JSON.readValue(REPORTS.resolve(Comparison.JSON).toFile(), ComparisonReport.class);
  }

  private List<Outcome> ours() {
    return report.outcomes().stream().filter(run -> run.mode() != ReadMode.NAIVE).toList();
  }

  @Test
  void isWholeAndUndisturbed() {
    assertThat(report.quick()).isFalse();
    assertThat(report.disturbed()).isFalse();
    assertThat(report.outcomes()).hasSize(12);
  }

  @Test
  void refusesNothingAndMissesNothing() {
    assertThat(ours())
        .hasSize(8)
        .allSatisfy(
            run -> {
              assertThat(run.refusedPerHour()).isZero();
              assertThat(run.failedReads()).isZero();
            });
  }

  @Test
  void keepsTheHeapUnderAKibibyteBeyondTheTexts() {
    assertThat(report.heap())
        .hasSize(4)
        .allSatisfy(row -> assertThat(row.bytesBeyondTexts()).isLessThan(1_024));
  }

  /** If this fails, write the picture again: benchmarks/README.md says how. */
  @Test
  void isWhatThePictureShows() throws IOException {
    assertThat(Files.readString(REPORTS.resolve(Comparison.PICTURE)))
        .contains(LineCharts.checksum(report.outcomes()));
  }
}
