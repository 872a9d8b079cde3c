package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The scenes of a day, and what comes of them; a program that writes the report anew. */
final class Simulation {

  static final long SEED = 20260101;

  private static final int[] TRIGGERS = {10, 100, 1_000, 10_000};
  private static final int[] LIMITS = {300, 600, 1_600};

  private Simulation() {}

  /** Returns the grid of {@code steady} and one scene of each trouble. */
  static List<Scene> scenes() {
    List<Scene> scenes = new ArrayList<>();
    for (int triggers : TRIGGERS) {
      for (int limit : LIMITS) {
        scenes.add(new Scene(Kind.STEADY, triggers, limit));
      }
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.STEADY) {
        scenes.add(new Scene(kind, 1_000, 1_600));
      }
    }
    return scenes;
  }

  static Row naive(Scene scene) {
    return PlainWays.naive(scene, Reads.of(scene, SEED));
  }

  static Row singleFlight(Scene scene) {
    return PlainWays.singleFlight(scene, Reads.of(scene, SEED));
  }

  static DayReport scaler4j(Scene scene) {
    return ScalerDay.run(scene, Reads.of(scene, SEED), SEED);
  }

  /**
   * Writes {@code simulation.md} and {@code simulation.json}.
   *
   * @param args the directory to write to
   * @throws IOException if that fails
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("one argument is needed: the directory to write to");
    }
    List<Scene> scenes = scenes();
    Report report = new Report();
    for (int i = 0; i < scenes.size(); i++) {
      Scene scene = scenes.get(i);
      System.out.printf("%2d of %d: %s%n", i + 1, scenes.size(), scene);
      report.add(naive(scene));
      report.add(singleFlight(scene));
      report.add(scene, scaler4j(scene));
    }
    report.writeTo(Path.of(args[0]));
    System.out.println("Wrote simulation.md and simulation.json to " + args[0]);
  }
}
