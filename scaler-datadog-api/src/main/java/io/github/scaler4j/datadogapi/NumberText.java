package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/**
 * The characters of a JSON number, in an array that is reused for the next one.
 *
 * <p>An answer holds thousands of numbers, of which few are needed; copying one costs less than
 * parsing it.
 */
final class NumberText {

  /** A long holds any number with this many digits. */
  private static final int SAFE_DIGITS = 18;

  /** A number with this many characters and no exponent fits into a double. */
  private static final int SAFE_LENGTH = 300;

  private char[] text = new char[24];
  private int length;

  /** Copies the parser's current number, or the NaN or Infinity that some servers write. */
  void read(JsonParser json) throws IOException {
    set(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  /** Returns whether it is a number: every JSON number ends in a digit; NaN and Infinity don't. */
  boolean isNumber() {
    return text[length - 1] <= '9';
  }

  /** Returns whether a double holds the number, perhaps rounded. */
  boolean fitsDouble() {
    return (length <= SAFE_LENGTH && !hasExponent()) || Double.isFinite(toDouble());
  }

  void copy(NumberText other) {
    set(other.text, 0, other.length);
  }

  double toDouble() {
    return Double.parseDouble(new String(text, 0, length));
  }

  /** Returns the number without its fraction; the nearest long if it is out of range. */
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
