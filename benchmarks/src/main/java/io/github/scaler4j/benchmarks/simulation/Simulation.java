package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.simulation.Scene.Kind;
import java.util.ArrayList;
import java.util.List;

/** The scenes, and what comes of them. */
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

  /**
   * Writes the report.
   *
   * @param args none
   */
  public static void main(String[] args) {
    for (Scene scene : scenes()) {
      if (args.length > 0 && !(scene.kind().title + scene.triggers()).matches(args[0])) {
        continue;
      }
      long t = System.nanoTime();
      DayReport r = ScalerDay.run(scene, Reads.of(scene, SEED), SEED);
      System.out.printf(
          "%s%n  %s rec %.1f  med/b %.2f worst/b %.2f in %d ms%n",
          r.row(),
          r.spread()+" LO "+r.worstLeftOutSeconds(),
          r.recoverySeconds(),
          r.row().medianAgeSeconds() / r.row().boundSeconds(),
          r.row().worstAgeSeconds() / r.row().boundSeconds(),
          (System.nanoTime() - t) / 1000000);
    }
  }
}
