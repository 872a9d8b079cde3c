package io.github.scaler4j.benchmarks.comparison;

import java.util.Locale;

/** Writes numbers for people: three digits that count, and groups of thousands. */
final class Numbers {

  static final String NONE = "-";

  private Numbers() {}

  static String of(double number) {
    double size = Math.abs(number);
    String format = size >= 99.95 || size == 0 ? "%,.0f" : size >= 9.995 ? "%,.1f" : "%,.2f";
    return String.format(Locale.ROOT, size > 0 && size < 0.095 ? "%.3f" : format, number);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Writes a percentage so that only what is complete reads 100, and only what is nothing 0. */
  static String percent(double percent) {
    if (percent > 99.9 && percent < 100) {
      return ">99.9";
    }
    return percent == 100 || percent == 0
        ? Long.toString(Math.round(percent))
        : String.format(Locale.ROOT, percent < 0.1 ? "%.2f" : "%.1f", percent);
  }
}
