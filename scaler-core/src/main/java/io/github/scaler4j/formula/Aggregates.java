package io.github.scaler4j.formula;

import java.util.ArrayList;
import java.util.List;

/** The functions without a predicate. */
final class Aggregates {

  private Aggregates() {}

  static Object apply(Function function, List<Object> arguments, Steps steps, int position) {
    return switch (function) {
      case LEN -> length(arguments.get(0), position);
      case ABS -> absolute(number(function, arguments.get(0), position));
      case CEIL -> Math.ceil(number(function, arguments.get(0), position).doubleValue());
      case FLOOR -> Math.floor(number(function, arguments.get(0), position).doubleValue());
      case ROUND -> round(number(function, arguments.get(0), position).doubleValue());
      case FLOAT -> number(function, arguments.get(0), position).doubleValue();
      // Beyond 64 bits, Go's result depends on the processor; here it is the nearest number.
      case INT -> number(function, arguments.get(0), position).longValue();
      default -> {
        List<Number> numbers = new ArrayList<>();
        collect(function, arguments, numbers, steps, position);
        yield aggregate(function, numbers);
      }
    };
  }

  private static Object length(Object value, int position) {
    if (value instanceof List<?> list) {
      return (long) list.size();
    }
    throw new FormulaException("len does not take " + Type.describe(value), position);
  }

  private static Number number(Function function, Object value, int position) {
    if (value instanceof Number number) {
      return number;
    }
    throw new FormulaException(
        function.word() + " does not take " + Type.describe(value), position);
  }

  private static Object absolute(Number number) {
    if (number instanceof Long whole) {
      return whole < 0 ? -whole : whole;
    }
    double value = number.doubleValue();
    return value < 0 ? -value : value;
  }

  /** Halves away from zero. */
  private static double round(double value) {
    double cut = value < 0 ? Math.ceil(value) : Math.floor(value);
    return Math.abs(value - cut) >= 0.5 ? cut + Math.copySign(1, value) : cut;
  }

  /** Adds the numbers among the values and within their arrays, however deep. */
  private static void collect(
      Function function, List<?> values, List<Number> numbers, Steps steps, int position) {
    for (Object value : values) {
      steps.take(position);
      if (value instanceof List<?> list) {
        collect(function, list, numbers, steps, position);
      } else {
        numbers.add(number(function, value, position));
      }
    }
  }

  private static Object aggregate(Function function, List<Number> numbers) {
    return switch (function) {
      case MIN -> extreme(numbers, ">");
      case MAX -> extreme(numbers, "<");
      case MEAN -> mean(numbers);
      default -> median(numbers);
    };
  }

  private static Object extreme(List<Number> numbers, String worse) {
    Object best = Nil.NIL;
    for (Number number : numbers) {
      if (best == Nil.NIL || Arithmetic.apply(worse, best, number, 0).equals(true)) {
        best = number;
      }
    }
    return best;
  }

  private static double mean(List<Number> numbers) {
    double total = 0;
    for (Number number : numbers) {
      total += number.doubleValue();
    }
    return numbers.isEmpty() ? 0 : total / numbers.size();
  }

  private static double median(List<Number> numbers) {
    if (numbers.isEmpty()) {
      return 0;
    }
    double[] sorted = numbers.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
