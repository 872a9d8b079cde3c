package io.github.scaler4j.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

  private static final Set<String> NAMES = Set.of("a", "b");

  /** As a template writes it for a list of triggers. */
  @ParameterizedTest
  @ValueSource(strings = {"max", "min", "mean", "median"})
  void acceptsAFoldOverManyNames(String function) {
    Set<String> names = new LinkedHashSet<>();
    Map<String, Double> values = new HashMap<>();
    String fold = "t0";
    for (int i = 0; i < 40; i++) {
      names.add("t" + i);
      values.put("t" + i, 7.0);
      fold = i == 0 ? fold : function + "(" + fold + ", t" + i + ")";
    }
    assertThat(Formula.parse(fold, names).evaluate(values)).hasValue(7);
  }

  /** Recorded from expr-lang/expr 1.17.8, compiled and run as KEDA does. */
  @Nested
  class Recorded {

    static Stream<Arguments> rows() throws IOException {
      try (InputStream in = FormulaTest.class.getResourceAsStream("expr-1.17.8.json")) {
        JsonNode rows = new ObjectMapper().readTree(in);
        return StreamSupport.stream(rows.spliterator(), false)
            .map(row -> Arguments.of(row.get("formula").asText(), row.get("env").toString(), row));
      }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("rows")
    void givesTheResultsOfExpr(String text, String env, JsonNode row) {
      Set<String> names = new HashSet<>();
      Map<String, Double> values = new HashMap<>();
      row.get("env")
          .properties()
          .forEach(
              entry -> {
                names.add(entry.getKey());
                if (!entry.getValue().isNull()) {
                  values.put(entry.getKey(), entry.getValue().asDouble());
                }
              });

      if (row.has("refused")) {
        assertThatExceptionOfType(FormulaException.class)
            .isThrownBy(() -> Formula.parse(text, names));
        return;
      }
      Formula formula = Formula.parse(text, names);
      if (row.has("error")) {
        assertThatExceptionOfType(FormulaException.class)
            .isThrownBy(() -> formula.evaluate(values));
        return;
      }
      assertThat(formula.evaluate(values)).isEqualTo(result(row.get("result")));
    }

    private static OptionalDouble result(JsonNode result) {
      return switch (result.asText()) {
        case "nil" -> OptionalDouble.empty();
        case "+Inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
        case "-Inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
        case "NaN" -> OptionalDouble.of(Double.NaN);
        default -> OptionalDouble.of(result.asDouble());
      };
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a + sqrt(b) | 4 | unknown function \"sqrt\"; known functions: abs, all, any,",
        "a + c | 4 | no trigger has the name \"c\"",
        "a in b | 2 | \"in\" is not supported",
        "a.b | 1 | \".\" is not understood here",
        "a + \"x\" | 4 | \"\"\" is not understood here",
        "a +  | 3 | the end is not expected here",
        "(a + b | 6 | \")\" is missing before the end",
        "a ?? b + 1 | 7 | \"+\" and ?? need parentheses",
        "a ? 1 : 2 | 0 | a condition must be bool, not float",
        "2 * (a > b) | 2 | * does not take int and bool",
        "max(a > 1) | 0 | max does not take bool",
        "1 % int(a + 1) | 2 | the remainder of a division by 0 is undefined",
        "let x = 1; x | 0 | \"let\" is not supported",
        "1x + a | 0 | bad number",
        "a, b | 1 | \",\" is not expected here",
        "[a, b][0] | 6 | \"[\" is not expected here",
      })
  void namesTheFaultAndItsPlace(String text, int position, String problem) {
    assertThatExceptionOfType(FormulaException.class)
        .isThrownBy(() -> Formula.parse(text, NAMES))
        .withMessageContaining(problem)
        .withMessageEndingWith("(at character " + (position + 1) + ")")
        .satisfies(e -> assertThat(e.position()).isEqualTo(position));
  }

  @Test
  void returnsTheTriggersItUses() {
    assertThat(Formula.parse("a + 1", NAMES).names()).containsExactly("a");
    assertThat(Formula.parse("a + 1", NAMES)).hasToString("a + 1");
  }

  @Nested
  class Bounds {

    @Test
    void refusesALongText() {
      assertThatExceptionOfType(FormulaException.class)
          .isThrownBy(() -> Formula.parse("a" + " ".repeat(10_000), NAMES));
    }

    @Test
    void refusesDeepNesting() {
      for (String open : new String[] {"(", "-", "!", "[", "abs(", "a ? ", "2 ** "}) {
        assertThatExceptionOfType(FormulaException.class)
            .isThrownBy(() -> Formula.parse(open.repeat(1_000) + "a", NAMES));
      }
    }

    @Test
    void endsAFormulaThatMultiplies() {
      String list = "[" + "a,".repeat(100) + "a]";
      String count =
          "count(" + list + ", {count(" + list + ", {count(" + list + ", {# > 1}) > 1}) > 1})";

      assertThatExceptionOfType(FormulaException.class)
          .isThrownBy(() -> Formula.parse(count, NAMES))
          .withMessageContaining("steps");
    }

    @ParameterizedTest(name = "{0} levels of {1}: {2}")
    @CsvSource({
      "7, 10, max(N)",
      "40, 2, max(N)",
      "40, 2, 'max(1, [N])'",
      "40, 2, min(N)",
      "40, 2, mean(N)",
      "40, 2, median(N)",
      "40, 2, N == N ? 1 : 2",
      "40, 2, N != N ? 1 : 2",
      "40, 2, [N] == [N] ? 1 : 2",
      "40, 2, 'count(N, {# == #})'",
      "40, 2, 'sum(N, {max(#)})'",
      "40, 2, 'sum(map(N, max(#)))'",
    })
    @Timeout(10)
    void endsAFormulaWhoseArraysMultiply(int levels, int times, String text) {
      for (String least : new String[] {"[a]", "[[]]"}) {
        String formula = text.replace("N", nested(levels, times, least));
        assertThatExceptionOfType(FormulaException.class)
            .isThrownBy(() -> Formula.parse(formula, NAMES))
            .withMessageContaining("steps");
      }
    }

    /**
     * An array that holds an array so many times, which holds an array so many times, and so on.
     */
    private static String nested(int levels, int times, String least) {
      String array = least;
      for (int level = 0; level < levels; level++) {
        array = "map([" + array + "], [#" + ",#".repeat(times - 1) + "])";
      }
      return array;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
      "a, (a < N < a ? 1 : 2), N",
      "a, (a < N <= 5 ? 1 : 2), N + 1",
      "true, (N ?: false), N ? 1 : 2",
    })
    @Timeout(10)
    void endsAFormulaWhosePartsAreShared(String least, String level, String text) {
      String inner = least;
      for (int i = 0; i < 40; i++) {
        inner = level.replace("N", inner);
      }
      String formula = text.replace("N", inner);
      assertThatExceptionOfType(FormulaException.class)
          .isThrownBy(() -> Formula.parse(formula, NAMES))
          .withMessageContaining("steps");
    }

    @Test
    void readsALongChainAndRefusesALongerOne() {
      assertThat(Formula.parse("a" + "+a".repeat(450), NAMES).evaluate(Map.of("a", 1.0)))
          .hasValue(451);
      assertThatExceptionOfType(FormulaException.class)
          .isThrownBy(() -> Formula.parse("a" + "+a".repeat(500), NAMES))
          .withMessage("has more than 1000 words (at character 1001)");
    }

    @Test
    void throwsNothingElseWhateverItReads() {
      String[] words = {
        "a", "b", "1", "2.5", "nil", "true", "+", "-", "*", "/", "%", "**", "??", "?", ":", "(",
        ")", "[", "]", "{", "}", "#", ",", "count(", "sum(", "max(", "map(", "len(", "int(", "<",
        "==", "&&", "!", "not", "and"
      };
      Random random = new Random(1);
      for (int i = 0; i < 20_000; i++) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(9);
        for (int word = 0; word < length; word++) {
          text.append(words[random.nextInt(words.length)]).append(' ');
        }
        try {
          Formula.parse(text.toString(), NAMES).evaluate(Map.of("a", random.nextDouble()));
        } catch (FormulaException e) {
          assertThat(e.position()).isBetween(0, text.length());
        }
      }
    }
  }
}
