package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.simulation.MergingScene.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A fleet of which a tenth stays near its activation threshold and crosses it now and then.
 *
 * @param way whether and how queries are merged
 * @param triggers how many triggers are read
 * @param limitPerHour Datadog's rate limit
 * @param thresholdKnown whether the library knows the threshold
 */
record WorthScene(Way way, int triggers, int limitPerHour, boolean thresholdKnown) {

  /** Returns all scenes, in the order of the report. */
  static List<WorthScene> all() {
    List<WorthScene> scenes = new ArrayList<>();
    for (boolean known : new boolean[] {false, true}) {
      scenes.add(new WorthScene(Way.SINGLE, 1_000, 600, known));
      scenes.add(new WorthScene(Way.OPEN_GROUPS, 1_000, 600, known));
      scenes.add(new WorthScene(Way.LISTS, 1_000, 1_600, known));
      scenes.add(new WorthScene(Way.SINGLE, 1_000, 8_000, known));
    }
    return scenes;
  }

  MergingScene fleet() {
    return new MergingScene(
        "worth", way, triggers, limitPerHour, MergingScene.Trouble.NONE, Duration.ZERO);
  }

  @Override
  public String toString() {
    return "threshold " + (thresholdKnown ? "known" : "unknown") + ", " + fleet();
  }
}
