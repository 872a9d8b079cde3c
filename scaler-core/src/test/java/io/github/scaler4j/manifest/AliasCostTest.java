package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Aliases of a long text, which cost the reading of that text each time. */
class AliasCostTest {

  private static final int LONG = 1_000_000;

  /** {@code LONG} characters stand for {@code ~}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "&a 1~ | _ | - *a",
        "&a 1~ | 1 | - *a",
        "&a 'x~' | $ | - *a",
        "&a '~' | x | - {*a : 1}",
        "&a 'x~' | . | - {<<: {*a : 1}}",
        "&a !!binary ~ | eHh4 | - *a",
        "&a !!binary ~ | eHh4 | - {*a : 1}",
        "&a [x, {y: 'x~'}] | x | - *a",
      })
  @Timeout(60)
  void boundsTheCharactersOfAliases(String first, String repeated, String alias) {
    String text = first.replace("~", repeated.repeat(LONG / repeated.length()));

    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> read("- " + text + "\n" + (alias + "\n").repeat(50_000)))
        .withMessageContaining("aliases that expand to too many characters")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @Test
  @Timeout(60)
  void boundsTheSecretThatRepeatsOneText() {
    StringBuilder secret = new StringBuilder("data:\n  k: &a " + "eHh4".repeat(LONG) + "\n");
    for (int i = 0; i < 1_000; i++) {
      secret.append("  k%d: *a\n".formatted(i));
    }

    assertThat(
            Manifests.parse(TestManifests.object("Secret", "keys", secret.toString())).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .isEqualTo("aliases that expand to too many characters"));
  }

  @Test
  void countsTheAliasesOfAllDocuments() {
    String document = "- &a " + "x".repeat(LONG) + "\n" + "- *a\n".repeat(9);
    AliasBudget aliases = new AliasBudget();
    read(document, aliases);

    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> read(document, aliases))
        .withMessageContaining("aliases that expand to too many characters");
  }

  @Test
  void acceptsManyAliasesOfShortTexts() {
    assertThat(read("- &a " + "x".repeat(100) + "\n" + "- *a\n".repeat(50_000))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "{a, b, c}\n",
        "[a, '', ~, \"b\"]\n",
        "\"\\L\\P\\_\\N\\0\\x41\\u0041\\U0001F600\"\n",
        "a: |\n  x\n\n\nb: |+\n  y\n\n\n",
        "a: >\n  x\n  y\n\n  z\n",
        "a: |-\n x",
        "? a\n? b\n: c\n",
        "a: 'x\n\n  y'\n",
        "a: !!binary eHh4\n",
        "a: {<<: {b: 1}}\n",
        "\uFEFFa: \uD83D\uDE00\n",
        "a: 1\r\nb: |\r\n  x\r\n",
      })
  void takesNothingForADocumentWithoutAliases(String document) {
    AliasBudget spent = new AliasBudget();
    assertThat(spent.takeChars(Integer.MAX_VALUE)).isFalse();

    assertThat(read(document, spent)).isNotNull();
  }

  private static ManifestValue read(String document) {
    return read(document, new AliasBudget());
  }

  private static ManifestValue read(String document, AliasBudget aliases) {
    return YamlText.read(document, "m.yaml", 0, aliases);
  }
}
