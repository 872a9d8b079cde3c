package io.github.scaler4j.datadogapi;

import org.junit.jupiter.api.Test;

/** The bare plan under a million random events; {@link LanePromises} are checked after each. */
class LanePlanPropertyTest {

  private static final int EVENTS = 1_000_000;
  private static final int EVENTS_A_RUN = 2_000;

  @Test
  void keepsItsPromisesUnderAMillionEvents() {
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
