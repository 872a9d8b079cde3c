package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.scaler4j.VectorFiles;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares {@link Quantity} with the results of Kubernetes' code for each input. */
class QuantityVectorsTest {

  private static final String NOT_FINITE = "not finite";

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
    String expected =
        vector.path("error").asBoolean()
            ? "an error"
            : number(vector.path("value")) + ", " + vector.required("canonical").asText();
    assertThat(result(input, expected.startsWith(NOT_FINITE)))
        .as("quantity \"%s\"", input)
        .isEqualTo(expected);
  }

  /** A double's text is unique, so this compares bit for bit. */
  private static String result(String input, boolean unnamed) {
    try {
      Quantity quantity = Quantity.parse(input);
      double value = quantity.doubleValue();
      String text = unnamed && !Double.isFinite(value) ? NOT_FINITE : Double.toString(value);
      return text + ", " + quantity.canonical();
    } catch (IllegalArgumentException e) {
      return "an error";
    }
  }

  // JSON has no literal for infinity; the value may be Go's word for it as a string, or missing.
  private static String number(JsonNode value) {
    if (value.isTextual()) {
      String text = value.asText();
      return Double.toString(Double.parseDouble(text.endsWith("Inf") ? text + "inity" : text));
    }
    return value.isNumber() ? Double.toString(value.doubleValue()) : NOT_FINITE;
  }
}
