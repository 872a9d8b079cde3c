package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.LineCharts;
import io.github.scaler4j.benchmarks.Numbers;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The picture of the steady days; a program that writes it beside the rows. */
final class Picture {

  static final String FILE = "simulation.svg";

  private static final int LIMIT = 1_600;

  private Picture() {}

  /**
   * Writes the picture.
   *
   * @param args the directory of the rows
   * @throws IOException if that fails
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    List<Row> rows = shown(Reports.rows(directory.resolve(Simulation.ROWS), Row[].class));
    Reports.write(
        directory.resolve(FILE),
        new LineCharts<>(
                rows,
                row -> row.way().equals(Row.OURS) ? "Scaler4j" : "KEDA 2.20",
                row -> Numbers.count(row.triggers()))
            .percent("Reads that fail, %", row -> 100.0 * row.failedReads() / row.reads())
            .counts(
                "Requests per hour; the line is the limit, 1,600",
                row -> row.requests() / 24.0,
                LIMIT)
            .svg());
  }

  /** Returns the rows that the picture shows. */
  static List<Row> shown(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.scene().equals(Kind.STEADY.title) && row.limitPerHour() == LIMIT)
        .filter(row -> row.way().equals(Row.NAIVE) || row.way().equals(Row.OURS))
        .toList();
  }
}
