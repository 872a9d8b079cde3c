package io.github.scaler4j.manifest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as kubectl's YAML reader understands it: {@code 10}, {@code 0x10}, {@code 0b1}, {@code
 * 017}, {@code 1_000}, {@code 10.0}, {@code 1e+06}.
 *
 * <p>Mirrors {@code goyaml.v2/resolve.go} of {@code sigs.k8s.io/yaml}.
 */
final class GoNumber {

  private static final Pattern WHOLE =
      Pattern.compile(
          "(?<sign>[-+]?)(?:0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<binary>[01]+)"
              + "|0[oO]?(?<octal>[0-7]+)|(?<decimal>0|[1-9][0-9]*))");

  private static final Pattern FRACTION =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger MIN = BigInteger.ONE.shiftLeft(63).negate();

  /** The longest number that is parsed; far beyond any real manifest. */
  private static final int MAX_LENGTH = 400;

  private GoNumber() {}

  /** Returns whether a scalar without quotes is a number. */
  static boolean matches(String text) {
    if (text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
      return false;
    }
    // Go's reader removes underscores, except in a number that starts with a point.
    String plain = text.charAt(0) == '.' ? text : text.replace("_", "");
    return plain.length() <= MAX_LENGTH
        && (integer(plain).isPresent()
            || (FRACTION.matcher(plain).matches() && Double.isFinite(Double.parseDouble(plain))));
  }

  /**
   * Returns the whole number that the text denotes, if any; {@code 10.0} and {@code 1e3} are whole.
   */
  static Optional<BigInteger> whole(String text) {
    if (!matches(text)) {
      return Optional.empty();
    }
    String plain = text.replace("_", "");
    Optional<BigInteger> integer = integer(plain);
    return integer.isPresent() ? integer : fraction(plain);
  }

  /** Returns an integer of at most 64 bits, as kubectl rewrites a mapping's key. */
  static Optional<BigInteger> integer(String text) {
    Matcher matcher = WHOLE.matcher(text.replace("_", ""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigInteger amount = BigInteger.ZERO;
    if (matcher.group("hex") != null) {
      amount = new BigInteger(matcher.group("hex"), 16);
    } else if (matcher.group("binary") != null) {
      amount = new BigInteger(matcher.group("binary"), 2);
    } else if (matcher.group("octal") != null) {
      amount = new BigInteger(matcher.group("octal"), 8);
    } else if (matcher.group("decimal") != null) {
      amount = new BigInteger(matcher.group("decimal"));
    }
    BigInteger signed = matcher.group("sign").equals("-") ? amount.negate() : amount;
    return signed.compareTo(MIN) >= 0 && signed.compareTo(MAX) < 0
        ? Optional.of(signed)
        : Optional.empty();
  }

  private static Optional<BigInteger> fraction(String plain) {
    double value = Double.parseDouble(plain);
    if (value != Math.rint(value)) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(value).toBigInteger());
  }
}
