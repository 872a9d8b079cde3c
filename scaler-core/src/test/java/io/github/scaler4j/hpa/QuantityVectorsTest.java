package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.scaler4j.VectorFiles;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds {@link Quantity} against what Kubernetes' code gave for each input. */
class QuantityVectorsTest {

  @TestFactory
  Stream<DynamicTest> givesWhatKubernetesGives() {
    return StreamSupport.stream(VectorFiles.read("quantity.json").spliterator(), false)
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    "quantity \"" + vector.required("input").asText() + "\"", () -> check(vector)));
  }

  private static void check(JsonNode vector) {
    String input = vector.required("input").asText();
    if (vector.path("error").asBoolean()) {
      assertThatThrownBy(() -> Quantity.parse(input))
          .as("quantity \"%s\"", input)
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    Quantity quantity = Quantity.parse(input);
    double expected = number(vector.required("value"));
    assertThat(quantity.doubleValue())
        .as("value of \"%s\", bit for bit", input)
        .usingComparator(Double::compare)
        .isEqualTo(expected);
    assertThat(quantity.canonical())
        .as("canonical text of \"%s\"", input)
        .isEqualTo(vector.required("canonical").asText());
  }

  // JSON has no literal for what overflows; Go's word for it may stand in a string.
  private static double number(JsonNode value) {
    if (!value.isTextual()) {
      return value.doubleValue();
    }
    String text = value.asText();
    return Double.parseDouble(text.endsWith("Inf") ? text + "inity" : text);
  }
}
