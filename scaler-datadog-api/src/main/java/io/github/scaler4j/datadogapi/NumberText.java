package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/**
 * The characters of a number of JSON, in an array that is reused for the next one.
 *
 * <p>An answer holds thousands of numbers, of which few are needed: to copy one costs less than to
 * parse it.
 */
final class NumberText {

  /** As many digits as a long holds whatever they are. */
  private static final int SAFE_DIGITS = 18;

  /** As many characters as can't exceed a double without an exponent. */
  private static final int SAFE_LENGTH = 300;

  private char[] text = new char[24];
  private int length;

  /**
   * Takes the parser's current number.
   *
   * @param json stands at a number, or at a NaN or Infinity that some servers write
   * @return whether it has a finite value
   */
  boolean read(JsonParser json) throws IOException {
    set(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    // Every number of JSON ends in a digit; NaN and Infinity don't.
    return text[length - 1] <= '9'
        && ((length <= SAFE_LENGTH && !hasExponent()) || Double.isFinite(toDouble()));
  }

  void copy(NumberText other) {
    set(other.text, 0, other.length);
  }

  double toDouble() {
    return Double.parseDouble(new String(text, 0, length));
  }

  /** Returns the number without its fraction; the nearest long if it is beyond all longs. */
  long wholePart() {
    int start = text[0] == '-' ? 1 : 0;
    long whole = 0;
    for (int i = start; i < length && text[i] != '.'; i++) {
      whole = 10 * whole + (text[i] - '0');
      if (i - start >= SAFE_DIGITS) {
        return (long) toDouble();
      }
    }
    if (hasExponent()) {
      return (long) toDouble();
    }
    return start == 0 ? whole : -whole;
  }

  private boolean hasExponent() {
    for (int i = 0; i < length; i++) {
      if (text[i] > '9') {
        return true;
      }
    }
    return false;
  }

  private void set(char[] from, int offset, int count) {
    if (count > text.length) {
      text = Arrays.copyOf(text, count);
    }
    System.arraycopy(from, offset, text, 0, count);
    length = count;
  }
}
