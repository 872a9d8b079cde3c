package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"1.10", "0x10", "1_000", "007", "true", "yes", "2024-01-02", "1e3", "30s", "-1"})
  void keepsTheRawTextOfAScalar(String text) {
    assertThat(texts("key: " + text)).isEqualTo(Map.of("key", text));
  }

  @Test
  void foldsQuotesAndBlocksAsYamlDoes() {
    assertThat(texts("a: 'it''s'\nb: \"x\\ty\"\nc: |\n  one\n  two\nd: >-\n  one\n  two"))
        .isEqualTo(Map.of("a", "it's", "b", "x\ty", "c", "one\ntwo\n", "d", "one two"));
  }

  @Test
  void readsNullAsAnEmptyText() {
    assertThat(texts("a:\nb: ~\nc: null\nd: 'null'"))
        .isEqualTo(Map.of("a", "", "b", "", "c", "", "d", "null"));
  }

  @Test
  void mergesMappings() {
    assertThat(
            node("base: &b {a: base, b: base}\nmore: &m {b: more, c: more}\n"
                    + "own: {b: own, <<: [*b, *m]}")
                .field("own")
                .texts())
        .isEqualTo(Map.of("a", "base", "b", "base", "c", "more"));
    assertThat(texts("'<<': quoted")).isEqualTo(Map.of("<<", "quoted"));
    assertRefused("a: {<<: text}").withMessageContaining("merge key <<");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1\\nb: 2\\na: 3 | line 3 | the key a occurs twice",
        "a: 1\\nb: *hidden | line 2 | an alias (*name) without",
        "a: @hidden | line 1 | quote the value",
        "a: 1\\n\\tb: hidden | line 2 | indent with spaces",
        "a: hidden: b | line 1 | a colon where none is allowed",
        "a: 'hidden | line 2 | not closed",
        "a: \"\\x\" | line 1 | double quotes",
        "a: {b: hidden | line 2 | not closed",
        "a: !hidden b | line 1 | a tag",
        "a: !!binary /w== | line 1 | not UTF-8 text",
        "a: !!int hidden | line 1 | a tag (!...) that doesn't match",
        "a: .inf | line 1 | not a finite number",
        "1.5: hidden | line 1 | a fraction as key",
        "a: {<<: hidden} | line 1 | merge key <<",
        "a: 1\\n...\\nb: hidden | line 3 | a second document without ---",
        "a: 1\\n--- hidden | line 2 | text after ---",
        "a: !!java.net.URL [hidden] | line 1 | a tag",
        "? [hidden]\\n: b | line 1 | a key that is not a string",
        "~: hidden | line 1 | a key that is not a string",
        "a: &x [*x] | line 1 | nested too deeply",
      })
  void refusesWithALineAndWithoutContent(String yaml, String line, String message) {
    assertRefused(yaml.replace("\\n", "\n").replace("\\t", "\t"))
        .withMessageContaining("manifest " + line + ": ")
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
  }

  @Test
  void acceptsTabsBetweenTheTokensOfALine() {
    assertThat(texts("a:\t1\nb: \t 2\t\nc: 'x'\t# y\nd: y\tz\n"))
        .isEqualTo(Map.of("a", "1", "b", "2", "c", "x", "d", "y\tz"));
    assertThat(texts("{\ta: 1,\n\tb:\t[]\n\t}").keySet()).containsExactly("a", "b");
    assertRefused("a:\n\tb: 1").withMessageContaining("manifest line 2");
  }

  @Test
  void acceptsAnyNumberOfAliases() {
    assertThat(node("a: &a {b: 1}\nl:\n" + "- *a\n".repeat(5_000)).field("l").items())
        .hasSize(5_000)
        .allSatisfy(item -> assertThat(item.field("b").rawText()).isEqualTo("1"));
  }

  /** SnakeYAML's own reader takes quadratic time for a long line. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"%s\"", "'%s'", "|\n  %s", "x # %s", "&%s x"})
  @Timeout(60)
  void readsALongScalarInTimeWithItsLength(String form) {
    String text = "x".repeat(8 * 1024 * 1024);

    assertThat(texts("a: " + form.formatted(text))).containsOnlyKeys("a");
  }

  @Test
  @Timeout(60)
  void boundsTheNumberOfValues() {
    assertRefused("- a\n".repeat(1_000_001)).withMessageContaining("too many values");
    assertRefused("{}".repeat(1_000_001)).withMessageContaining("manifest line 1");
    assertRefused("a:\t1\n".repeat(20_000)).withMessageContaining("can't start a value");
    assertRefused("---\na\n".repeat(20_000)).withMessageContaining("10000 documents");
  }

  @Test
  void boundsDepth() {
    assertRefused("[".repeat(100_000)).withMessageContaining("nested too deeply");
    assertRefused("{\"a\":".repeat(100_000)).withMessageContaining("nested too deeply");
  }

  @Test
  void boundsWhatAliasesExpandTo() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      String alias = "*a" + (i - 1) + ", ";
      bomb.append("a%d: &a%d [%s*a%d]%n".formatted(i, i, alias.repeat(9), i - 1));
    }
    assertRefused(bomb.toString()).withMessageContaining("aliases that expand to too many");
  }

  @Test
  void boundsWhatAliasesOfAllDocumentsExpandTo() {
    StringBuilder bomb = new StringBuilder("kind: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 5; i++) {
      String alias = "*a" + (i - 1) + ", ";
      bomb.append("a%d: &a%d [%s*a%d]%n".formatted(i, i, alias.repeat(9), i - 1));
    }
    Manifests many = Manifests.parse((bomb + "---\n").repeat(200));
    assertThat(many.problems())
        .filteredOn(problem -> problem.message().contains("aliases that expand to too many"))
        .hasSize(100);
  }

  @Test
  void countsNoValueOfADocumentWithoutAliases() {
    String list = "kind: [" + "x,".repeat(175_000) + "x]\n";
    assertThat(Manifests.parse((list + "---\n").repeat(6)).problems())
        .noneMatch(problem -> problem.message().contains("aliases"));
  }

  @Test
  void boundsLength() {
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> Manifests.read(new EndlessReader(), "stdin"))
        .withMessageContaining("stdin: is longer than");
  }

  @Test
  void readsJsonWithTabsEscapesAndSurrogates() {
    assertThat(texts("\uFEFF\t{\t\"a\": \"\\/ \\ud83d\\ude00\",\n\t\"b\": 1.10}"))
        .isEqualTo(Map.of("a", "/ \uD83D\uDE00", "b", "1.10"));
    assertThat(texts("{a: flow, b: style}")).isEqualTo(Map.of("a", "flow", "b", "style"));
    assertRefused("{\"a\": 1,\n\"a\": 2}").withMessageContaining("manifest line 2");
  }

  private static Map<String, String> texts(String text) {
    return node(text).texts();
  }

  private static ManifestNode node(String text) {
    Problems problems = new Problems();
    List<ManifestValue> documents = ManifestDocuments.read(text, "manifest", problems);
    problems.throwIfAny();
    return ManifestNode.root("test", "manifest", documents.get(0), problems);
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<InvalidTriggerException>
      assertRefused(String text) {
    return assertThatExceptionOfType(InvalidTriggerException.class).isThrownBy(() -> node(text));
  }

  private static final class EndlessReader extends java.io.Reader {
    @Override
    public int read(char[] buffer, int offset, int length) {
      java.util.Arrays.fill(buffer, offset, offset + length, '#');
      return length;
    }

    @Override
    public void close() {}
  }
}
