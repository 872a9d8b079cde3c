package io.github.scaler4j.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the reading of YAML with what kubectl sends.
 *
 * <p>{@code kubectl-yaml.json} was recorded by the decoder of kubectl 1.32 ({@code
 * k8s.io/apimachinery} v0.32.4 with {@code sigs.k8s.io/yaml} v1.4.0): the documents as JSON, or the
 * error. {@code refused} marks texts that kubectl accepts and this library refuses, {@code
 * accepted} the reverse; neither may change. Another file is read with {@code -Dkubectl.yaml=FILE}.
 */
class KubectlYamlTest {

  private static final String FILE = System.getProperty("kubectl.yaml", "");

  static Stream<Arguments> texts() throws IOException {
    String json =
        FILE.isEmpty()
            ? TestManifests.resource("kubectl-yaml.json")
            : Files.readString(Path.of(FILE));
    List<Arguments> texts = new ArrayList<>();
    new ObjectMapper()
        .readTree(json)
        .forEach(text -> texts.add(Arguments.of(text.get("name").asText(), text)));
    return texts.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void readsWhatKubectlSendsOrRefusesIt(String name, JsonNode text) {
    Problems problems = new Problems();
    List<ManifestValue> documents =
        ManifestDocuments.read(text.get("yaml").asText(), "manifest", problems);
    boolean refused = !problems.found().isEmpty();

    if (text.has("error")) {
      assertThat(refused).as("refused, as kubectl does").isEqualTo(!text.has("accepted"));
    } else if (refused) {
      assertThat(text.has("refused")).as("refused: " + problems.found()).isTrue();
    } else {
      assertThat(text.has("refused")).as("refused").isFalse();
      JsonNode expected = text.path("documents");
      assertThat(documents).hasSize(expected.size());
      for (int i = 0; i < documents.size(); i++) {
        assertSame(documents.get(i), expected.get(i), "document " + i);
      }
    }
  }

  private static void assertSame(ManifestValue value, JsonNode expected, String path) {
    if (value instanceof ManifestValue.Fields fields) {
      assertThat(expected.isObject()).as(path).isTrue();
      assertThat(fields.entries().keySet())
          .as(path)
          .containsExactlyInAnyOrderElementsOf(names(expected));
      for (Map.Entry<String, ManifestValue> entry : fields.entries().entrySet()) {
        assertSame(entry.getValue(), expected.get(entry.getKey()), path + "." + entry.getKey());
      }
    } else if (value instanceof ManifestValue.Items items) {
      assertThat(expected.isArray()).as(path).isTrue();
      assertThat(items.items()).as(path).hasSize(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        assertSame(items.items().get(i), expected.get(i), path + "[" + i + "]");
      }
    } else if (value instanceof ManifestValue.Scalar scalar) {
      assertSameScalar(scalar, expected, path);
    } else {
      assertThat(expected.isNull()).as(path).isTrue();
    }
  }

  private static void assertSameScalar(
      ManifestValue.Scalar scalar, JsonNode expected, String path) {
    switch (scalar.type()) {
      case TEXT -> {
        assertThat(expected.isTextual()).as(path + " is a text").isTrue();
        assertThat(scalar.text()).as(path).isEqualTo(expected.textValue());
      }
      case BOOLEAN -> {
        assertThat(expected.isBoolean()).as(path + " is a boolean").isTrue();
        assertThat(GoBoolean.of(scalar.text())).as(path).contains(expected.booleanValue());
      }
      case NUMBER -> {
        assertThat(expected.isNumber()).as(path + " is a number").isTrue();
        double number =
            GoNumber.whole(scalar.text())
                .map(Number::doubleValue)
                .orElseGet(() -> Double.parseDouble(scalar.text().replace("_", "")));
        assertThat(number).as(path).isEqualTo(expected.doubleValue());
      }
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
