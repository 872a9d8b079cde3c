package io.github.scaler4j.benchmarks.jmh;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.openjdk.jmh.util.ListStatistics;

/**
 * One measurement, made once in each round. Machines have slow minutes, so comparisons are made
 * within a round, and their median counts.
 *
 * @param values one for each round, in order; none if it was not measured
 */
record Rounds(List<Double> values) {

  /** Returns the median, or NaN if nothing was measured. */
  double median() {
    return values.isEmpty()
        ? Double.NaN
        : new ListStatistics(values.stream().mapToDouble(value -> value).toArray())
            .getPercentile(50);
  }

  Rounds over(Rounds other) {
    return with(other, (mine, its) -> mine / its);
  }

  Rounds minus(Rounds other) {
    return with(other, (mine, its) -> mine - its);
  }

  private Rounds with(Rounds other, DoubleBinaryOperator operator) {
    int rounds = Math.min(values.size(), other.values.size());
    return new Rounds(
        IntStream.range(0, rounds)
            .mapToObj(i -> operator.applyAsDouble(values.get(i), other.values.get(i)))
            .toList());
  }
}
