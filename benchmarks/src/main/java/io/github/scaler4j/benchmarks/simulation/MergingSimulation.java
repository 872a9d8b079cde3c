package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Progress;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.simulation.MergingRuns.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the report on merging and on the use of free room. */
final class MergingSimulation {

  static final String ROWS = "merging.json";
  static final String WORTH_ROWS = "worth.json";
  static final String PAGE = "merging.md";

  private MergingSimulation() {}

  /**
   * Writes the report.
   *
   * @param args the directory to write to
   * @throws IOException if that fails
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("accepted is: DIRECTORY");
    }
    List<Run> runs = MergingRuns.all();
    List<WorthScene> worth = WorthScene.all();
    Progress progress = Progress.on(System.err, runs.size() + worth.size());
    List<MergingRow> rows = new ArrayList<>();
    for (Run run : runs) {
      progress.begin(run.scene().toString(), 1);
      rows.add(run.run());
    }
    List<WorthRow> worthRows = new ArrayList<>();
    for (WorthScene scene : worth) {
      progress.begin(scene.toString(), 1);
      worthRows.add(scene.run());
    }
    progress.end();
    Path directory = Path.of(args[0]);
    Reports.write(directory.resolve(ROWS), Reports.json(rows));
    Reports.write(directory.resolve(WORTH_ROWS), Reports.json(worthRows));
    Reports.write(directory.resolve(PAGE), new MergingReport(rows, worthRows).page());
    System.out.println("Written to " + directory);
  }
}
