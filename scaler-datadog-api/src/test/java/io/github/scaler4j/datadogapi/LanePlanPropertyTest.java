package io.github.scaler4j.datadogapi;

import org.junit.jupiter.api.Test;

/**
 * The bare plan under 200,000 random events, or a million with {@code -Dtests.thorough=true};
 * {@link LanePromises} are checked after each.
 */
class LanePlanPropertyTest {

  private static final int EVENTS = Boolean.getBoolean("tests.thorough") ? 1_000_000 : 200_000;
  private static final int EVENTS_A_RUN = 2_000;

  @Test
  void keepsItsPromises() {
    for (int seed = 0; seed < EVENTS / EVENTS_A_RUN; seed++) {
      RandomLane lane = new RandomLane(seed);
      try {
        lane.play(EVENTS_A_RUN);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + lane.history(), e);
      }
    }
  }
}
