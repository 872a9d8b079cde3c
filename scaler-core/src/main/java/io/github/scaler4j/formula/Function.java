package io.github.scaler4j.formula;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions of a formula, and how many arguments they take. */
enum Function {
  ABS(1, 1),
  CEIL(1, 1),
  FLOOR(1, 1),
  ROUND(1, 1),
  INT(1, 1),
  FLOAT(1, 1),
  LEN(1, 1),
  MIN(1, Integer.MAX_VALUE),
  MAX(1, Integer.MAX_VALUE),
  MEAN(1, Integer.MAX_VALUE),
  MEDIAN(1, Integer.MAX_VALUE),
  COUNT(1, 2),
  SUM(1, 2),
  ALL(2, 2),
  ANY(2, 2),
  NONE(2, 2),
  ONE(2, 2),
  FILTER(2, 2),
  MAP(2, 2);

  private static final Map<String, Function> BY_NAME = byName();

  private final int least;
  private final int most;

  Function(int least, int most) {
    this.least = least;
    this.most = most;
  }

  private static Map<String, Function> byName() {
    Map<String, Function> functions = new TreeMap<>();
    for (Function function : values()) {
      functions.put(function.word(), function);
    }
    return functions;
  }

  static @Nullable Function of(String name) {
    return BY_NAME.get(name);
  }

  static String known() {
    return String.join(", ", BY_NAME.keySet());
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int least() {
    return least;
  }

  int most() {
    return most;
  }

  /** Whether the second argument is a predicate over the elements of the first. */
  boolean takesPredicate() {
    return compareTo(COUNT) >= 0;
  }
}
