package io.github.scaler4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarsTest {

  private final Bars bars = new Bars();

  @Test
  void marksWhatMeetsItsBar() {
    bars.atMost("a", "b", 1.15, 1.15, Numbers::times);
    bars.atLeast("a", "b", 3, 3, Numbers::times);
    assertThat(bars.missed()).isEmpty();
    assertThat(bars.markdown()).contains("| a | b | at most 1.15 x | 1.15 x | met |");
  }

  @Test
  void marksWhatMissesItsBar() {
    bars.atMost("a", "b", 0.05, 0.0501, Numbers::times);
    bars.atLeast("a", "b", 3, 2.99, Numbers::times);
    assertThat(bars.missed()).hasSize(2);
    assertThat(bars.markdown()).contains("| a | b | at least 3.00 x | 2.99 x | **not met** |");
  }

  @Test
  void marksWhatWasNotMeasured() {
    bars.atMost("a", "b", 1, Double.NaN, Numbers::times);
    assertThat(bars.missed()).hasSize(1);
    assertThat(bars.markdown()).contains("| a | b | at most 1.00 x | not measured | **not met** |");
  }
}
