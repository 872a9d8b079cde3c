package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ManifestLintTest extends ManifestLintFixture {

  @Test
  void findsNothingInTheWalkthrough() {
    ManifestLint lint = lint(WALKTHROUGH);

    assertThat(lint.problems()).isEmpty();
    assertThat(lint.warnings())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains("unsafeSsl accepts any certificate", "walkthrough.yaml line 85)");
  }

  /** Each mistake is the only one: one line has another text. */
  @ParameterizedTest(name = "line {0}: {1}")
  @CsvFileSource(resources = "mistakes.csv", numLinesToSkip = 1, delimiter = '|')
  void findsASingleMistake(int line, String text, int reported, String message) {
    assertThat(lint(withLine(WALKTHROUGH, line, text == null ? "" : text)).problems())
        .extracting(Problem::toString)
        .anySatisfy(
            problem ->
                assertThat(problem).contains(message, "walkthrough.yaml line " + reported + ")"));
  }
}
