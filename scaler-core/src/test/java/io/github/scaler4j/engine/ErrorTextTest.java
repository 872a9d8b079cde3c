package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorTextTest {

  @Test
  void joinsLinesAndTrims() {
    assertThat(ErrorText.oneLine(" \r\nInvalid\tquery \u0007\u2028 input:\n", 100))
        .isEqualTo("Invalid query input:");
    assertThat(ErrorText.oneLine("\n\t ", 100)).isEmpty();
  }

  @Test
  void cutsWithAnEllipsisWithinTheLimit() {
    assertThat(ErrorText.oneLine("abcdef", 6)).isEqualTo("abcdef");
    assertThat(ErrorText.oneLine("abcdef", 5)).isEqualTo("abcd\u2026");
    assertThat(ErrorText.oneLine("abcdef", 1)).isEqualTo("\u2026");
    assertThat(ErrorText.oneLine("abcde     ", 5)).isEqualTo("abcde");
  }

  @Test
  void neverCutsASurrogatePairInTwo() {
    assertThat(ErrorText.oneLine("ab\uD83D\uDE00cd", 4)).isEqualTo("ab\u2026");
    assertThat(ErrorText.oneLine("ab\uD83D\uDE00cd", 5)).isEqualTo("ab\uD83D\uDE00\u2026");
  }
}
