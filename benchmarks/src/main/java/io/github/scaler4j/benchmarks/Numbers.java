package io.github.scaler4j.benchmarks;

import java.util.Locale;

/** Formats numbers for reports. */
public final class Numbers {

  private Numbers() {}

  /** Formats with three significant digits and grouped thousands. */
  public static String of(double number) {
    double size = Math.abs(number);
    String format = size >= 99.95 || size == 0 ? "%,.0f" : size >= 9.995 ? "%,.1f" : "%,.2f";
    return String.format(Locale.ROOT, size > 0 && size < 0.095 ? "%.3f" : format, number);
  }

  /** Formats a whole number. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Formats with a number of decimals. */
  public static String fixed(double number, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }

  /** Formats a ratio. */
  public static String times(double ratio) {
    return fixed(ratio, ratio < 0.1 ? 3 : 2) + " x";
  }

  /** Formats a share of 1 as a percentage. */
  public static String share(double share) {
    return fixed(100 * share, 2) + "%";
  }

  /** Formats a percentage. Only exactly all gives 100, and only exactly nothing gives 0. */
  public static String percent(double percent) {
    if (percent > 99.9 && percent < 100) {
      return ">99.9";
    }
    return fixed(percent, percent == 100 || percent == 0 ? 0 : percent < 0.1 ? 2 : 1);
  }
}
