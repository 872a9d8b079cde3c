package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        " ",
        "a b",
        "2",
        "1e3",
        "0x10",
        "true",
        "No",
        "null",
        "~",
        "-",
        "- a",
        "a: b",
        "a #b",
        "{a}",
        "[a]",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'",
        "\"",
        "\\",
        "\\n",
        "a\nb\n",
        "a\tb",
        "\u0000\u0007",
        "\u0085\u00a0\u2028\ufeff",
        "m\u00fcnchen",
        "\ud83d\ude00",
        "2026-01-31",
        "<<",
        "=",
        ".inf",
        "a:b",
        "avg:a{b:c,!d:e}",
        "{{ .Values.a }}"
      })
  void writesTextsThatReadBackAsTheyAre(String text) {
    String json =
        "{\"k\": [\"T\", {\"T\": \"T\"}, [\"T\"]]}".replace("T", YamlWriterTest.json(text));

    readsBack(json);
  }

  @Test
  void writesEveryShape() {
    readsBack(
        """
        {"a": {}, "b": [], "c": null, "d": true, "e": -1.50, "f": "1.50", "g": [[], {}, [[1]], null,
         {"h": [{"i": {"j": 1}}, 2], "k": "l"}]}
        """);
  }

  private static void readsBack(String json) {
    Problems problems = new Problems();
    ManifestValue before = ManifestDocuments.read(json, "json", problems).get(0);
    String yaml = YamlWriter.write(before);
    List<ManifestValue> after = ManifestDocuments.read(yaml, "yaml", problems);

    assertThat(problems.found()).as(yaml).isEmpty();
    assertThat(after).hasSize(1);
    assertThat(withoutLines(after.get(0))).as(yaml).isEqualTo(withoutLines(before));
  }

  /** A value that is equal if the other one says the same. */
  private static Object withoutLines(ManifestValue value) {
    if (value instanceof ManifestValue.Scalar scalar) {
      return List.of(scalar.text(), scalar.type());
    }
    if (value instanceof ManifestValue.Items items) {
      return items.items().stream().map(YamlWriterTest::withoutLines).toList();
    }
    return value instanceof ManifestValue.Fields fields
        ? fields.entries().entrySet().stream()
            .map(entry -> List.of(entry.getKey(), withoutLines(entry.getValue())))
            .toList()
        : "null";
  }

  private static String json(String text) {
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
    return json.toString();
  }
}
