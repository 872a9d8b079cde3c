package io.github.scaler4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Progress progress(boolean terminal) {
    return new Progress(new PrintStream(out, true, UTF_8), terminal, 120);
  }

  @Test
  void printsALineForEachStep() {
    Progress progress = progress(false);
    progress.begin("one", 60);
    progress.advance(0.5);
    progress.begin("two", 60);
    progress.end();
    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "[..............................]   0%  one",
            "[###############...............]  50%  two");
  }

  @Test
  void drawsOverItselfOnATerminal() {
    Progress progress = progress(true);
    progress.begin("one", 60);
    progress.advance(0.5);
    progress.advance(7);
    progress.end();
    assertThat(out.toString(UTF_8))
        .contains("\r[########......................]  25%  one")
        .contains("\r[###############...............]  50%  one")
        .endsWith("\r\u001b[K")
        .doesNotContain("\n");
  }
}
