package io.github.scaler4j.hpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Reads one quantity, in the steps of {@code ParseQuantity} in apimachinery's {@code
 * pkg/api/resource/quantity.go}: sign, digits, fraction, suffix. A short number is kept as written,
 * any other is rounded to nano.
 *
 * <p>Confined to one call.
 */
final class QuantityParser {

  private static final int MAX_LENGTH = 10_000;
  private static final int MAX_EXPONENT = 400;
  private static final int MAX_DIGITS = 18;
  private static final int NANO = 9;
  private static final int SHOWN = 60;
  private static final String BINARY_LETTERS = "KMGTPE";
  private static final BigDecimal MAX_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);

  private final String text;
  private int position;
  private QuantityFormat format = QuantityFormat.DECIMAL_SI;
  private int exponent;

  QuantityParser(String text) {
    this.text = text;
  }

  Quantity parse() {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw refused("it has " + text.length() + " characters");
    }
    boolean negative = text.charAt(0) == '-';
    skipSign();
    while (at('0')) {
      position++;
    }
    int wholeStart = position;
    skipDigits();
    int wholeEnd = position;
    if (at('.')) {
      position++;
    }
    int fractionStart = position;
    skipDigits();
    int numberEnd = position;
    int fraction = numberEnd - fractionStart;
    readSuffix();

    // A whole part without digits counts as a single 0.
    int whole = Math.max(1, wholeEnd - wholeStart);
    if (isShort(whole, fraction)) {
      long digits = digits(wholeStart, wholeEnd, 0);
      digits = digits(fractionStart, numberEnd, digits);
      return shortQuantity(digits, fraction, negative, wholeEnd > wholeStart);
    }
    if (numberEnd - (fractionStart > wholeEnd ? 1 : 0) == signLength()) {
      throw refused("it has no digits");
    }
    String digits =
        "0" + text.substring(wholeStart, wholeEnd) + text.substring(fractionStart, numberEnd);
    return longQuantity(new BigInteger(digits), fraction, negative);
  }

  private boolean isShort(int whole, int fraction) {
    if (format == QuantityFormat.BINARY_SI) {
      return fraction == 0 && 14 - whole - exponent * 3 / 10 >= 0;
    }
    return whole + fraction <= MAX_DIGITS && exponent - fraction >= -NANO;
  }

  private Quantity shortQuantity(long digits, int fraction, boolean negative, boolean hasWhole) {
    long signed = negative ? -digits : digits;
    if (format == QuantityFormat.BINARY_SI) {
      return Quantity.small(signed << exponent, 0, format, digits % 8 == 0 ? null : text);
    }
    int scale = exponent - fraction;
    boolean nearlyCanonical = hasWhole && scale % 3 == 0 && digits % 1000 != 0;
    return Quantity.small(signed, scale, format, nearlyCanonical ? text : null);
  }

  private Quantity longQuantity(BigInteger digits, int fraction, boolean negative) {
    boolean binary = format == QuantityFormat.BINARY_SI;
    BigDecimal amount =
        binary
            ? new BigDecimal(digits.shiftLeft(exponent), fraction)
            : new BigDecimal(digits, fraction - exponent);
    if (amount.signum() != 0) {
      amount = amount.setScale(NANO, RoundingMode.UP);
    }
    if (binary && amount.compareTo(MAX_BINARY) > 0) {
      amount = MAX_BINARY;
    }
    return Quantity.big(negative ? amount.negate() : amount, format);
  }

  private void readSuffix() {
    int start = position;
    while (position < text.length() && "eEinumkKMGTP".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    int letters = position - start;
    skipSign();
    skipDigits();
    if (position < text.length()) {
      throw refused("unexpected character at " + position);
    }
    if (!interpretSuffix(start, letters)) {
      throw refused("unknown suffix");
    }
  }

  private boolean interpretSuffix(int start, int letters) {
    int length = text.length() - start;
    if (length == 0) {
      return true;
    }
    char first = text.charAt(start);
    if (length == 1) {
      int index = "num kMGTPE".indexOf(first);
      exponent = 3 * index - NANO;
      return index >= 0;
    }
    if (letters == 2 && length == 2 && text.charAt(start + 1) == 'i') {
      int index = BINARY_LETTERS.indexOf(first);
      format = QuantityFormat.BINARY_SI;
      exponent = 10 * (index + 1);
      return index >= 0;
    }
    return letters == 1 && (first == 'e' || first == 'E') && readExponent(start + 1);
  }

  private boolean readExponent(int start) {
    format = QuantityFormat.DECIMAL_EXPONENT;
    boolean negative = text.charAt(start) == '-';
    int first = negative || text.charAt(start) == '+' ? start + 1 : start;
    for (int i = first; i < text.length(); i++) {
      exponent = 10 * exponent + text.charAt(i) - '0';
      // Kubernetes truncates to 32 bits, and computes for minutes near the limits of those.
      if (exponent > MAX_EXPONENT) {
        throw refused("its exponent is beyond " + MAX_EXPONENT);
      }
    }
    exponent = negative ? -exponent : exponent;
    return first < text.length();
  }

  private int signLength() {
    return text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
  }

  private void skipSign() {
    if (at('-') || at('+')) {
      position++;
    }
  }

  private void skipDigits() {
    while (position < text.length() && isDigit(text.charAt(position))) {
      position++;
    }
  }

  private boolean at(char c) {
    return position < text.length() && text.charAt(position) == c;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private long digits(int from, int to, long before) {
    long result = before;
    for (int i = from; i < to; i++) {
      result = 10 * result + text.charAt(i) - '0';
    }
    return result;
  }

  private IllegalArgumentException refused(String reason) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    return new IllegalArgumentException(
        "not a quantity: \""
            + shown.replaceAll("\\p{Cntrl}", "?")
            + "\": "
            + reason
            + "; accepted: numbers such as 2, 1.5, 100m, 3k, 4Mi and 1e3");
  }
}
