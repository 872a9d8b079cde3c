package io.github.scaler4j.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {

  private enum Kind {
    ONE,
    TWO,
    THREE
  }

  private final Counts<Kind> counts = Counts.of(Map.of(Kind.ONE, 1L, Kind.TWO, 2L));

  @Test
  void countsAMissingKindAsZero() {
    assertThat(counts.of(Kind.TWO)).isEqualTo(2);
    assertThat(counts.of(Kind.THREE)).isZero();
    assertThat(counts.with(Kind.THREE, 0)).isEqualTo(counts).hasSameHashCodeAs(counts);
    assertThat(Counts.of(Map.of(Kind.ONE, 0L))).isEqualTo(Counts.none());
  }

  @Test
  void changesOneKind() {
    assertThat(counts.with(Kind.ONE, 5)).hasToString("{ONE=5, TWO=2}").isNotEqualTo(counts);
    assertThat(counts.with(Kind.ONE, 0).toMap()).isEqualTo(Map.of(Kind.TWO, 2L));
    assertThat(counts).as("immutable").hasToString("{ONE=1, TWO=2}");
  }

  @Test
  void addsKindByKind() {
    assertThat(counts.plus(Counts.of(Map.of(Kind.TWO, 3L, Kind.THREE, 4L))))
        .hasToString("{ONE=1, TWO=5, THREE=4}");
    assertThat(counts).as("immutable").hasToString("{ONE=1, TWO=2}");
  }

  @Test
  void protectsItsMap() {
    assertThatThrownBy(() -> counts.toMap().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
