package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Progress;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.simulation.MergingScene.Trouble;
import io.github.scaler4j.benchmarks.simulation.MergingScene.Way;
import io.github.scaler4j.fixtures.GroupOddity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The scenes with merging; a program that writes their report. */
final class MergingSimulation {

  static final String ROWS = "merging.json";
  static final String PAGE = "merging.md";

  static final String FAMILIES = "families";
  static final String MIXED = "mixed";
  static final String SMALL = "small";
  static final String SINGLE = "single queries";
  static final String TOGETHER = "all together";

  private static final int MOST_GROUPS = 8;

  private MergingSimulation() {}

  /** A scene, and for how long it runs. */
  record Run(MergingScene scene, Duration settling, Duration length) {
    MergingRow run() {
      return MergingDay.run(scene, settling, length);
    }
  }

  /** Returns all runs, in the order of the report. */
  static List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (int limit : List.of(300, 600, 1_600)) {
      for (Way way : Way.values()) {
        runs.add(hours(FAMILIES, way, 1_000, limit, 2, 3));
      }
    }
    runs.add(hours(FAMILIES, Way.LISTS, 10_000, 1_600, 2.25, 3));
    runs.add(hours(FAMILIES, Way.OPEN_GROUPS, 10_000, 1_600, 2.25, 3));
    for (Way way : Way.values()) {
      runs.add(hours(MIXED, way, 1_000, 600, 2, 3));
    }
    runs.add(day(SINGLE, Way.SINGLE, Trouble.of()));
    for (GroupOddity oddity : GroupOddity.values()) {
      String name = oddity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      runs.addAll(days(name, Trouble.of(oddity)));
    }
    runs.addAll(days("several values", new Trouble(Set.of(), Integer.MAX_VALUE, 0, true, true)));
    runs.addAll(days("cut off", new Trouble(Set.of(), MOST_GROUPS, 0, false, true)));
    for (int status : List.of(400, 422, 500)) {
      runs.addAll(
          days(
              "groups get " + status,
              new Trouble(Set.of(), Integer.MAX_VALUE, status, false, true)));
    }
    EnumSet<GroupOddity> values = EnumSet.allOf(GroupOddity.class);
    values.remove(GroupOddity.NO_INDEX);
    values.remove(GroupOddity.FIRST_INDEX);
    runs.addAll(days(TOGETHER, new Trouble(values, MOST_GROUPS, 0, true, true)));
    runs.addAll(smallRuns());
    return runs;
  }

  /** Returns runs that take seconds. */
  static List<Run> smallRuns() {
    List<Run> runs = new ArrayList<>();
    for (Way way : Way.values()) {
      runs.add(hours(SMALL, way, 60, 160, 1, 2));
    }
    return runs;
  }

  private static Run hours(
      String name, Way way, int triggers, int limit, double settling, double length) {
    return new Run(
        new MergingScene(name, way, triggers, limit, Trouble.NONE),
        Duration.ofMinutes((long) (60 * settling)),
        Duration.ofMinutes((long) (60 * length)));
  }

  private static List<Run> days(String name, Trouble trouble) {
    return List.of(day(name, Way.LISTS, trouble), day(name, Way.OPEN_GROUPS, trouble));
  }

  private static Run day(String name, Way way, Trouble trouble) {
    return new Run(
        new MergingScene(name, way, 60, 160, trouble), Duration.ofHours(1), Duration.ofHours(24));
  }

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
    List<Run> runs = runs();
    Progress progress = Progress.on(System.err, runs.size());
    List<MergingRow> rows = new ArrayList<>();
    for (Run run : runs) {
      progress.begin(run.scene().toString(), 1);
      rows.add(run.run());
    }
    progress.end();
    Path directory = Path.of(args[0]);
    Reports.write(directory.resolve(ROWS), Reports.json(rows));
    Reports.write(directory.resolve(PAGE), new MergingReport(rows).page());
    System.out.println("Written to " + directory);
  }
}
