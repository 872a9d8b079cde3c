package io.github.scaler4j.benchmarks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.benchmarks.LineCharts;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {

  private final List<Row> rows;

  PictureTest() throws IOException {
    rows =
        Picture.shown(Reports.rows(SimulationTest.REPORTS.resolve(Simulation.ROWS), Row[].class));
  }

  /** If this fails, write the picture again as benchmarks/README.md explains. */
  @Test
  void isMadeFromTheRows() throws IOException {
    assertThat(Files.readString(SimulationTest.REPORTS.resolve(Picture.FILE)))
        .contains(LineCharts.checksum(rows));
  }

  @Test
  void showsBothWaysAtEachNumberOfTriggers(@TempDir Path folder) throws IOException {
    Reports.write(folder.resolve(Simulation.ROWS), Reports.json(rows));
    Picture.main(new String[] {folder.toString()});
    String svg = Files.readString(folder.resolve(Picture.FILE));
    assertThat(svg).startsWith("<?xml").contains("KEDA 2.20", "Scaler4j");
    assertThat(rows)
        .hasSize(8)
        .allSatisfy(
            row ->
                assertThat(svg)
                    .contains(">" + Numbers.count(row.triggers()) + "<")
                    .contains(">" + Numbers.count(Math.round(row.requests() / 24.0)) + "<"));
  }
}
