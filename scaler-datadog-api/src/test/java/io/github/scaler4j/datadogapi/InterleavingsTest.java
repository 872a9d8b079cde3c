package io.github.scaler4j.datadogapi;

import org.junit.jupiter.api.Test;

/**
 * No reader is lost, whatever the order of read, cancel, timeout, answer, fault, refusal, 429,
 * forgetting, a scheduler that dies, and close: in 1,000 runs with a fixed seed each, or 10,000
 * with {@code -Dtests.thorough=true}.
 */
class InterleavingsTest {

  private static final int RUNS = Boolean.getBoolean("tests.thorough") ? 10_000 : 1_000;

  @Test
  void losesNoReader() {
    for (int seed = 0; seed < RUNS; seed++) {
      Interleaving run = new Interleaving(seed);
      try {
        run.play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + run.history(), e);
      }
    }
  }
}
