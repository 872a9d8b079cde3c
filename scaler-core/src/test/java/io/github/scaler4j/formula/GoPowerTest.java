package io.github.scaler4j.formula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GoPowerTest {

  /** Recorded from Go's library. */
  @Test
  void givesGosResultsToTheLastDigit() throws IOException {
    try (InputStream in = GoPowerTest.class.getResourceAsStream("go-pow.tsv")) {
      List<String> rows =
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      assertThat(rows).hasSizeGreaterThan(500);
      for (String row : rows) {
        double[] numbers =
            Arrays.stream(row.split("\t", -1)).mapToDouble(Double::parseDouble).toArray();
        assertThat(Double.valueOf(GoPower.of(numbers[0], numbers[1])))
            .as(row)
            .isEqualTo(Double.valueOf(numbers[2]));
      }
    }
  }

  @Test
  void isTheResultOfTheFormula() {
    assertThat(Formula.parse("a ** (1/3)", Set.of("a")).evaluate(Map.of("a", 27.0)))
        .hasValue(2.9999999999999996);
  }
}
