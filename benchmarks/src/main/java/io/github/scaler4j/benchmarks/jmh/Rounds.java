package io.github.scaler4j.benchmarks.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * One measurement, made once in each round. A machine has slow minutes, so what is compared is
 * compared within a round, and the median is taken of the results.
 *
 * @param values one for each round, in order
 */
record Rounds(List<Double> values) {

  Rounds {
    values = List.copyOf(values);
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  Rounds over(Rounds other) {
    return with(other, (mine, its) -> mine / its);
  }

  Rounds minus(Rounds other) {
    return with(other, (mine, its) -> mine - its);
  }

  /** Returns the lower one of each round. */
  Rounds orLess(Rounds other) {
    return with(other, Math::min);
  }

  /** Returns the higher one of each round. */
  Rounds orMore(Rounds other) {
    return with(other, Math::max);
  }

  private Rounds with(Rounds other, DoubleBinaryOperator operator) {
    if (values.size() != other.values.size()) {
      throw new IllegalArgumentException(
          "rounds: " + values.size() + " here, " + other.values.size() + " there");
    }
    List<Double> results = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      results.add(operator.applyAsDouble(values.get(i), other.values.get(i)));
    }
    return new Rounds(results);
  }
}
