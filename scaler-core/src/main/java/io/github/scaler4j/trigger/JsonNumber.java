package io.github.scaler4j.trigger;

import java.util.regex.Pattern;

/**
 * Numbers as KEDA reads them. KEDA passes the text to Go's JSON decoder, so {@code +5}, {@code .5},
 * {@code 05} and {@code NaN} are not numbers.
 */
final class JsonNumber {

  private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]*)");
  private static final Pattern NUMBER =
      Pattern.compile(INTEGER + "(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private JsonNumber() {}

  /**
   * Reads an integer of 64 bits.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static long parseLong(String text) {
    if (!INTEGER.matcher(text).matches()) {
      throw new IllegalArgumentException("is not an integer");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("does not fit into 64 bits", e);
    }
  }

  /**
   * Reads a finite double; a value that is too small becomes 0.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static double parseDouble(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("is not a number");
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("is too large for a double");
    }
    return value;
  }
}
