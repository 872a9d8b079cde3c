package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Jvm;
import io.github.scaler4j.benchmarks.Progress;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.simulation.MergingRuns.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs the scenes with merging and those with free room, and writes their report.
 */
final class MergingSimulation {

  static final String ROWS = "merging.json";
  static final String WORTH_ROWS = "worth.json";
  static final String PAGE = "merging.md";

  private MergingSimulation() {}

  /**
   * Runs the scenes and writes the report.
   *
   * @param args the directory to write to; {@code --page} before it only writes the page again,
   *     from the rows in the directory
   * @throws IOException if that fails
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (Jvm.isMavens()) {
      System.exit(Jvm.run(MergingSimulation.class, args));
    }
    boolean pageOnly = args.length == 2 && args[0].equals("--page");
    if (args.length != (pageOnly ? 2 : 1)) {
      throw new IllegalArgumentException("usage: [--page] DIRECTORY");
    }
    Path directory = Path.of(args[args.length - 1]);
    if (!pageOnly) {
      writeRows(directory);
    }
    List<MergingRow> rows = Reports.rows(directory.resolve(ROWS), MergingRow[].class);
    List<WorthRow> worthRows = Reports.rows(directory.resolve(WORTH_ROWS), WorthRow[].class);
    Reports.write(directory.resolve(PAGE), new MergingReport(rows, worthRows).page());
    System.out.println("Written to " + directory);
  }

  private static void writeRows(Path directory) throws IOException {
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
      worthRows.add(WorthDay.run(scene));
    }
    progress.end();
    Reports.write(directory.resolve(ROWS), Reports.json(rows));
    Reports.write(directory.resolve(WORTH_ROWS), Reports.json(worthRows));
  }
}
