package io.github.scaler4j.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.Bars;
import io.github.scaler4j.benchmarks.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks the checked-in report. SimulationTest checks that the code still produces it. */
class SimulationReportTest {

  private final List<Row> rows;

  SimulationReportTest() throws IOException {
    rows = Reports.rows(SimulationTest.REPORTS.resolve(Simulation.ROWS), Row[].class);
  }

  @Test
  void holdsEachSceneInEachWay() {
    assertThat(rows)
        .zipSatisfy(
            Simulation.scenes().stream()
                .flatMap(scene -> Row.WAYS.stream().map(way -> scene + " " + way))
                .toList(),
            (row, scene) ->
                assertThat(
                        "%s, %d triggers, %d per hour %s"
                            .formatted(row.scene(), row.triggers(), row.limitPerHour(), row.way()))
                    .isEqualTo(scene));
  }

  @Test
  void meetsEachBar() throws IOException {
    Bars bars = new SimulationReport(rows).bars();
    new TroubleReport(SimulationTest.troubleRows()).addTo(bars);
    assertThat(bars.missed()).isEmpty();
  }

  @Test
  void showsTheRowsOnThePage() throws IOException {
    SimulationReport report = new SimulationReport(rows);
    assertThat(Files.readString(SimulationTest.REPORTS.resolve(Simulation.PAGE)))
        .contains(report.table())
        .contains(new TroubleReport(SimulationTest.troubleRows()).table());
    assertThat(Files.readString(SimulationTest.REPORTS.resolve(Simulation.ROWS)))
        .isEqualTo(Reports.json(rows));
  }

  @Test
  void holdsEachSmallSceneOnce() throws IOException {
    List<SmallRow> small = SimulationTest.smallRows();
    assertThat(small).hasSize(Simulation.smallScenes().size() + Trouble.values().length);
    assertThat(Files.readString(SimulationTest.REPORTS.resolve(Simulation.SMALL)))
        .isEqualTo(Reports.json(small));
  }
}
