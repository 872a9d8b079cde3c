package io.github.scaler4j.benchmarks.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new PrintStream(out, true, UTF_8), terminal, 120);
  }

  @Test
  void elsewhereItIsALinePerStepWithoutControlCharacters() {
    ProgressBar bar = bar(false);
    bar.begin("one", 60);
    bar.advance(0.5);
    bar.begin("two", 60);
    bar.end();
    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "[..............................]   0%  2:00 left  one",
            "[###############...............]  50%  1:00 left  two");
  }

  @Test
  void onATerminalItIsDrawnOverItselfAndTakenAway() {
    ProgressBar bar = bar(true);
    bar.begin("one", 60);
    bar.advance(0.5);
    bar.advance(7);
    bar.end();
    assertThat(out.toString(UTF_8))
        .contains("\r[########......................]  25%  1:30 left  one")
        .contains("\r[###############...............]  50%  1:00 left  one")
        .endsWith("\r\u001b[K")
        .doesNotContain("\n");
  }
}
