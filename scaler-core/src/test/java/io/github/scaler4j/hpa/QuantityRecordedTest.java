package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In addition to the vectors: recorded results of apimachinery for short and random inputs. */
class QuantityRecordedTest {

  @ParameterizedTest
  @MethodSource("recordings")
  void printsAndRoundsAsKubernetesDoes(String input, List<String> recorded) {
    if (recorded.get(1).equals("error")) {
      assertThatThrownBy(() -> Quantity.parse(input)).isInstanceOf(IllegalArgumentException.class);
      return;
    }
    Quantity quantity = Quantity.parse(input);
    assertThat(String.format("%016x", Double.doubleToLongBits(quantity.doubleValue())))
        .as("bits of the double")
        .isEqualTo(recorded.get(1));
    assertThat(quantity).as("String()").hasToString(recorded.get(2));
    assertThat(quantity.canonical()).as("canonical").isEqualTo(recorded.get(3));
    if (!recorded.get(4).equals("-")) {
      assertThat(quantity.milliValue()).as("MilliValue").isEqualTo(Long.parseLong(recorded.get(4)));
    }
  }

  static List<Arguments> recordings() throws IOException {
    JsonMapper json = new JsonMapper();
    List<Arguments> recordings = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    QuantityRecordedTest.class.getResourceAsStream("quantity-recorded.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          List<String> columns = List.of(line.split("\t", -1));
          recordings.add(
              argumentSet(columns.get(0), json.readValue(columns.get(0), String.class), columns));
        }
      }
    }
    return recordings;
  }
}
