package io.github.scaler4j.datadogapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The last few points of a series that have a value, as the digits that were read.
 *
 * <p>A series has up to 1,500 points and one is wanted, so only that one's digits are ever turned
 * into numbers. The slots form a ring that is reused for the next series.
 */
final class LatestPoints {

  /** Below this, a number without an exponent can't overflow a double. */
  private static final int SAFE_LENGTH = 300;

  private final int wanted;
  private char[][] digits;
  private int[] timeLengths;
  private int[] lengths;
  private int next;
  private int kept;

  /**
   * Makes room for a ring.
   *
   * @param farthestOffset how far back {@link #value} and {@link #timestampMillis} will reach
   */
  LatestPoints(int farthestOffset) {
    // One more slot than wanted: a point is written before it is known to have a value.
    wanted = Math.min(farthestOffset, Integer.MAX_VALUE - 2) + 1;
    int slots = Math.min(wanted + 1, 8);
    digits = new char[slots][48];
    timeLengths = new int[slots];
    lengths = new int[slots];
  }

  void clear() {
    next = 0;
    kept = 0;
  }

  /** Takes the number that a point has as its time, or the null. */
  void time(JsonParser parser) throws IOException {
    lengths[next] = 0;
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      append(parser);
      if (!endsInDigit(next)) {
        lengths[next] = 0;
      }
    }
    timeLengths[next] = lengths[next];
  }

  /** Takes the number that is the value of the same point; an infinite or NaN one is none. */
  void value(JsonParser parser) throws IOException {
    append(parser);
    if (!isFinite()) {
      return;
    }
    kept = Math.min(kept + 1, wanted);
    next++;
    if (next == digits.length) {
      advance();
    }
  }

  boolean has(int offset) {
    return offset < kept;
  }

  double value(int offset) {
    int slot = slot(offset);
    return parse(slot, timeLengths[slot], lengths[slot]);
  }

  long timestampMillis(int offset) {
    int slot = slot(offset);
    return timeLengths[slot] == 0 ? 0 : (long) parse(slot, 0, timeLengths[slot]);
  }

  private int slot(int offset) {
    int slot = next - 1 - offset;
    return slot < 0 ? slot + digits.length : slot;
  }

  private double parse(int slot, int from, int to) {
    return NumberInput.parseDouble(digits[slot], from, to - from, true);
  }

  private void append(JsonParser parser) throws IOException {
    int from = lengths[next];
    int length = parser.getTextLength();
    int end = from + length;
    char[] slot = digits[next];
    if (end > slot.length) {
      slot = Arrays.copyOf(slot, Math.max(end, 2 * slot.length));
      digits[next] = slot;
    }
    System.arraycopy(parser.getTextCharacters(), parser.getTextOffset(), slot, from, length);
    lengths[next] = end;
  }

  private boolean isFinite() {
    char[] slot = digits[next];
    int from = timeLengths[next];
    int end = lengths[next];
    if (!endsInDigit(next)) {
      return false;
    }
    if (end - from < SAFE_LENGTH) {
      for (int i = end - 1; i >= from && slot[i] != '.'; i--) {
        if (slot[i] == 'e' || slot[i] == 'E') {
          return Double.isFinite(parse(next, from, end));
        }
      }
      return true;
    }
    return Double.isFinite(parse(next, from, end));
  }

  /** Every number of JSON ends in a digit; NaN and Infinity, which some servers write, don't. */
  private boolean endsInDigit(int slot) {
    return digits[slot][lengths[slot] - 1] <= '9';
  }

  private void advance() {
    if (digits.length > wanted) {
      next = 0;
      return;
    }
    int slots = (int) Math.min(2L * digits.length, wanted + 1L);
    int old = digits.length;
    digits = Arrays.copyOf(digits, slots);
    for (int i = old; i < slots; i++) {
      digits[i] = new char[48];
    }
    timeLengths = Arrays.copyOf(timeLengths, slots);
    lengths = Arrays.copyOf(lengths, slots);
  }
}
