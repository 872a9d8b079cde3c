package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The characters of a JSON number: a parser's own, or a copy in an array that is reused for the
 * next one.
 *
 * <p>An answer holds thousands of numbers, of which few are needed; copying one costs less than
 * parsing it. Confined to its decoder.
 */
final class NumberText {

  /** A long holds any number with this many digits. */
  private static final int SAFE_DIGITS = 18;

  /** A number with this many characters and no exponent fits into a double. */
  private static final int SAFE_LENGTH = 300;

  private static final int FIRST_LENGTH = 24;
  private static final char[] NONE = {};

  private char[] own = NONE;
  private char[] text = NONE;
  private int begin;
  private int end;
  private boolean integer;

  /**
   * Looks at the parser's current number, or the NaN or Infinity that some servers write. Valid
   * until the parser's next token.
   */
  void read(JsonParser json) throws IOException {
    text = json.getTextCharacters();
    begin = json.getTextOffset();
    end = begin + json.getTextLength();
    integer = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
  }

  /** Returns whether it is a number: every JSON number ends in a digit; NaN and Infinity don't. */
  boolean isNumber() {
    return integer || text[end - 1] <= '9';
  }

  /** Returns whether a double holds the number, perhaps rounded. */
  boolean fitsDouble() {
    return (end - begin <= SAFE_LENGTH && !hasExponent()) || Double.isFinite(toDouble());
  }

  void copy(NumberText other) {
    int length = other.end - other.begin;
    if (length > own.length) {
      own = new char[Math.max(FIRST_LENGTH, length)];
    }
    System.arraycopy(other.text, other.begin, own, 0, length);
    text = own;
    begin = 0;
    end = length;
    integer = other.integer;
  }

  double toDouble() {
    return Double.parseDouble(new String(text, begin, end - begin));
  }

  /** Returns the number without its fraction; the nearest long if it is out of range. */
  long wholePart() {
    boolean negative = text[begin] == '-';
    int start = negative ? begin + 1 : begin;
    long whole = 0;
    for (int i = start; i < end && text[i] != '.'; i++) {
      whole = 10 * whole + (text[i] - '0');
      if (i - start >= SAFE_DIGITS) {
        return (long) toDouble();
      }
    }
    if (hasExponent()) {
      return (long) toDouble();
    }
    return negative ? -whole : whole;
  }

  // The exponent is last, and most fractions are shorter than their numbers.
  private boolean hasExponent() {
    int last = end - 1;
    while (!integer && last > begin && text[last] >= '0' && text[last] <= '9') {
      last--;
    }
    return !integer && text[last] != '.';
  }
}
