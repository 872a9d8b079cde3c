package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.simulation.MergingScene.Trouble;
import io.github.scaler4j.benchmarks.simulation.MergingScene.Way;
import io.github.scaler4j.fixtures.GroupOddity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The scenes with merging, and for how long each runs. */
final class MergingRuns {

  static final String FAMILIES = "families";
  static final String MIXED = "mixed";
  static final String SMALL = "small";
  static final String SINGLE = "single queries";
  static final String TOGETHER = "all together";
  static final String LATER = ", later";

  private static final int MOST_GROUPS = 8;
  private static final List<Integer> LIMITS = List.of(300, 600, 1_600);

  private MergingRuns() {}

  /** A scene, and for how long it runs. */
  record Run(MergingScene scene, Duration settling, Duration length) {
    MergingRow run() {
      return MergingDay.run(scene, settling, length);
    }
  }

  /** Returns all runs, in the order of the report. */
  static List<Run> all() {
    List<Run> runs = new ArrayList<>();
    for (int limit : LIMITS) {
      addWays(runs, FAMILIES, 1_000, limit, 2, 3);
    }
    addLarge(runs, 300, 5.5, 9.5);
    addLarge(runs, 600, 2.75, 4.75);
    addLarge(runs, 1_600, 1.75, 1.75);
    for (int limit : LIMITS) {
      addWays(runs, MIXED, 1_000, limit, 2, 3);
    }
    runs.add(odd(SINGLE, Way.SINGLE, Trouble.of(), Duration.ZERO, 24));
    troubles().forEach((name, trouble) -> addOdd(runs, name, trouble, Duration.ZERO, 24));
    troubles()
        .forEach((name, trouble) -> addOdd(runs, name + LATER, trouble, Duration.ofHours(1), 4));
    runs.addAll(small());
    return runs;
  }

  /** Returns runs that take seconds. */
  static List<Run> small() {
    List<Run> runs = new ArrayList<>();
    addWays(runs, SMALL, 60, 160, 1, 2);
    return runs;
  }

  private static Map<String, Trouble> troubles() {
    Map<String, Trouble> troubles = new LinkedHashMap<>();
    for (GroupOddity oddity : GroupOddity.values()) {
      String name = oddity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      troubles.put(name, Trouble.of(oddity));
    }
    troubles.put("several values", new Trouble(Set.of(), Integer.MAX_VALUE, 0, true, true));
    troubles.put("cut off", new Trouble(Set.of(), MOST_GROUPS, 0, false, true));
    for (int status : List.of(400, 422, 500)) {
      troubles.put(
          "groups get " + status, new Trouble(Set.of(), Integer.MAX_VALUE, status, false, true));
    }
    EnumSet<GroupOddity> values = EnumSet.allOf(GroupOddity.class);
    values.remove(GroupOddity.NO_INDEX);
    values.remove(GroupOddity.FIRST_INDEX);
    troubles.put(TOGETHER, new Trouble(values, MOST_GROUPS, 0, true, true));
    return troubles;
  }

  private static void addWays(
      List<Run> runs, String name, int triggers, int limit, double settling, double length) {
    for (Way way : Way.values()) {
      runs.add(of(name, way, triggers, limit, settling, length));
    }
  }

  /**
   * Adds a fleet of 10,000.
   *
   * @param proven after how many hours all lists are proven
   * @param opened after how many hours all open groups are
   */
  private static void addLarge(List<Run> runs, int limit, double proven, double opened) {
    runs.add(of(FAMILIES, Way.SINGLE, 10_000, limit, proven / 3, (proven + 0.5) / 2));
    runs.add(of(FAMILIES, Way.LISTS, 10_000, limit, proven, proven + 0.5));
    runs.add(of(FAMILIES, Way.OPEN_GROUPS, 10_000, limit, opened, opened + 0.5));
  }

  private static Run of(
      String name, Way way, int triggers, int limit, double settling, double length) {
    return new Run(
        new MergingScene(name, way, triggers, limit, Trouble.NONE, Duration.ZERO),
        hours(settling),
        hours(length));
  }

  private static void addOdd(
      List<Run> runs, String name, Trouble trouble, Duration from, int length) {
    runs.add(odd(name, Way.LISTS, trouble, from, length));
    runs.add(odd(name, Way.OPEN_GROUPS, trouble, from, length));
  }

  private static Run odd(String name, Way way, Trouble trouble, Duration from, int length) {
    return new Run(
        new MergingScene(name, way, 60, 160, trouble, from), hours(1), Duration.ofHours(length));
  }

  private static Duration hours(double hours) {
    return Duration.ofMinutes((long) (60 * hours));
  }
}
