package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestMarginTest {

  private final NearestMargin margin = new NearestMargin();

  @Test
  void knowsNothingAtFirst() {
    margin.onAnswer();
    assertThat(margin.get()).isInfinite();
  }

  @Test
  void keepsTheNearestOfAllReaders() {
    margin.accept(0.3);
    margin.accept(0.1);
    margin.accept(0.2);
    assertThat(margin.get()).isEqualTo(0.1);
  }

  @Test
  void remembersTheValueBefore() {
    margin.accept(0.1);
    margin.onAnswer();
    assertThat(margin.get()).as("nobody has read the new value").isEqualTo(0.1);
    margin.accept(0.4);
    assertThat(margin.get()).as("others may not have read it").isEqualTo(0.1);
    margin.onAnswer();
    assertThat(margin.get()).isEqualTo(0.4);
  }

  @Test
  void remembersItWhileNobodyReads() {
    margin.accept(0.1);
    margin.onAnswer();
    margin.onAnswer();
    assertThat(margin.get()).isEqualTo(0.1);
  }

  @Test
  void forgetsABoundaryThatNoLongerExists() {
    margin.accept(0.1);
    margin.onAnswer();
    margin.accept(Double.POSITIVE_INFINITY);
    margin.onAnswer();
    assertThat(margin.get()).isInfinite();
  }

  @Test
  void ignoresInvalidMargins() {
    margin.accept(0.2);
    margin.accept(Double.NaN);
    margin.accept(-1);
    assertThat(margin.get()).isEqualTo(0.2);
  }
}
