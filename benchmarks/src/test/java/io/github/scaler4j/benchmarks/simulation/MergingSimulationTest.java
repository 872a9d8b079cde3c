package io.github.scaler4j.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the checked-in report, and that the code still produces it. */
class MergingSimulationTest {

  private final List<MergingRow> rows;
  private final List<WorthRow> worth;

  MergingSimulationTest() throws IOException {
    rows = Reports.rows(SimulationTest.REPORTS.resolve(MergingSimulation.ROWS), MergingRow[].class);
    worth =
        Reports.rows(
            SimulationTest.REPORTS.resolve(MergingSimulation.WORTH_ROWS), WorthRow[].class);
  }

  static List<MergingRuns.Run> smallRuns() {
    return MergingRuns.small();
  }

  @Test
  void holdsEachScene() {
    assertThat(rows)
        .extracting(row -> row.scene() + row.way() + row.triggers() + row.limitPerHour())
        .isEqualTo(
            MergingRuns.all().stream()
                .map(MergingRuns.Run::scene)
                .map(s -> s.name() + s.way().title() + s.triggers() + s.limitPerHour())
                .toList());
  }

  @Test
  void meetsEachBar() {
    assertThat(new MergingReport(rows, worth).bars().missed()).isEmpty();
  }

  @Test
  void showsTheRowsOnThePage() throws IOException {
    assertThat(Files.readString(SimulationTest.REPORTS.resolve(MergingSimulation.PAGE)))
        .isEqualTo(new MergingReport(rows, worth).page());
  }

  @ParameterizedTest
  @MethodSource("smallRuns")
  void givesTheSmallRowsAgain(MergingRuns.Run run) {
    assertThat(rows).contains(run.run());
  }
}
