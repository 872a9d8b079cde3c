package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Jvm;
import io.github.scaler4j.benchmarks.Progress;
import io.github.scaler4j.benchmarks.Reports;
import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program that runs the scenes of a day and the hours of trouble, and writes their report. */
final class Simulation {

  static final String ROWS = "simulation.json";
  static final String SMALL = "simulation-small.json";
  static final String PAGE = "simulation.md";

  private Simulation() {}

  /** Returns the grid of {@code steady} and a scene of each trouble. */
  static List<Scene> scenes() {
    Stream<Scene> grid =
        Stream.of(10, 100, 1_000, 10_000)
            .flatMap(
                triggers ->
                    Stream.of(300, 600, 1_600)
                        .map(limit -> new Scene(Kind.STEADY, triggers, limit)));
    Stream<Scene> troubles =
        Arrays.stream(Kind.values())
            .filter(kind -> kind != Kind.STEADY)
            .map(kind -> new Scene(kind, 1_000, 1_600));
    return Stream.concat(grid, troubles).toList();
  }

  /**
   * Returns a scene of each kind that takes seconds: a tenth of the triggers and of the limit, and
   * six hours.
   */
  static List<Scene> smallScenes() {
    return Arrays.stream(Kind.values()).map(kind -> new Scene(kind, 100, 160, 6)).toList();
  }

  /**
   * Writes the report.
   *
   * @param args the directory to write to; {@code --small} before it writes only the small scenes
   * @throws IOException if that fails
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (Jvm.isMavens()) {
      System.exit(Jvm.run(Simulation.class, args));
    }
    boolean small = args.length == 2 && args[0].equals("--small");
    if (args.length != (small ? 2 : 1)) {
      throw new IllegalArgumentException("usage: [--small] DIRECTORY");
    }
    Path directory = Path.of(args[args.length - 1]);
    List<Scene> scenes = small ? List.of() : scenes();
    Progress progress =
        Progress.on(
            System.err,
            Stream.of(scenes, smallScenes()).flatMap(List::stream).mapToInt(Scene::triggers).sum()
                + Arrays.stream(Trouble.values()).mapToInt(trouble -> trouble.triggers).sum());
    List<SmallRow> smallRows = new ArrayList<>();
    for (Scene scene : smallScenes()) {
      progress.begin(scene.toString(), scene.triggers());
      smallRows.add(ScalerDay.run(scene));
    }
    List<TroubleRow> hours = new ArrayList<>();
    for (Trouble trouble : Trouble.values()) {
      progress.begin(trouble.title, trouble.triggers);
      hours.add(TroubleRun.run(trouble));
    }
    smallRows.addAll(hours);
    Reports.write(directory.resolve(SMALL), Reports.json(smallRows));
    if (!small) {
      List<Row> rows = new ArrayList<>();
      Map<Kind, Day> troubles = new EnumMap<>(Kind.class);
      for (Scene scene : scenes) {
        progress.begin(scene.toString(), scene.triggers());
        Day day = ScalerDay.run(scene);
        rows.addAll(
            List.of(
                ModelDay.naive(scene),
                ModelDay.naiveWithoutPolls(scene),
                ModelDay.singleFlight(scene),
                day.row()));
        if (scene.kind() != Kind.STEADY) {
          troubles.put(scene.kind(), day);
        }
      }
      Reports.write(directory.resolve(ROWS), Reports.json(rows));
      Reports.write(directory.resolve(PAGE), new SimulationReport(rows).page(troubles, hours));
    }
    progress.end();
    System.out.println("Written to " + directory);
  }
}
