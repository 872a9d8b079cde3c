package io.github.scaler4j.trigger;

import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as KEDA reads them ({@code typed_config.go}): the forms of Go's {@code
 * time.ParseDuration} ({@code 1m30s}, {@code .5s}), or an integer of milliseconds; never negative.
 */
final class GoDuration {

  private static final Pattern PART =
      Pattern.compile("([0-9]*)(?:\\.([0-9]*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
  private static final Pattern MILLISECONDS = Pattern.compile("[+-]?[0-9]+");
  private static final BigInteger MAX_NANOS = BigInteger.valueOf(Long.MAX_VALUE);

  /** Keeps the arithmetic small; the longest duration has 24 characters. */
  private static final int MAX_LENGTH = 1_000;

  private static final String NONE = "is not a duration";
  private static final String TOO_LONG = "is too long";

  private GoDuration() {}

  /**
   * Reads a duration; parts of a nanosecond are cut off.
   *
   * @throws IllegalArgumentException whose message completes "the value ..."
   */
  static Duration parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(TOO_LONG);
    }
    BigInteger nanos =
        MILLISECONDS.matcher(text).matches()
            ? new BigInteger(text).multiply(BigInteger.valueOf(1_000_000))
            : parts(text);
    if (nanos.signum() < 0) {
      throw new IllegalArgumentException("is negative");
    }
    // KEDA's milliseconds overflow here into a timeout that the user did not write.
    if (nanos.compareTo(MAX_NANOS) > 0) {
      throw new IllegalArgumentException(TOO_LONG);
    }
    return Duration.ofNanos(nanos.longValue());
  }

  private static BigInteger parts(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String parts = signed ? text.substring(1) : text;
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(NONE);
    }
    BigInteger nanos = BigInteger.ZERO;
    Matcher part = PART.matcher(parts);
    for (int at = 0; at < parts.length(); at = part.end()) {
      if (!part.region(at, parts.length()).lookingAt()) {
        throw new IllegalArgumentException(NONE);
      }
      nanos = nanos.add(nanos(part));
    }
    return text.startsWith("-") ? nanos.negate() : nanos;
  }

  private static BigInteger nanos(Matcher part) {
    String whole = part.group(1);
    String fraction = part.group(2) == null ? "" : part.group(2);
    if (whole.isEmpty() && fraction.isEmpty()) {
      throw new IllegalArgumentException(NONE);
    }
    long unit = unit(part.group(3));
    BigInteger nanos = new BigInteger("0" + whole).multiply(BigInteger.valueOf(unit));
    // In doubles, like Go: exact arithmetic would sometimes differ by a nanosecond. An hour has 13
    // digits of nanoseconds, so digits after the 18th can't matter.
    String digits = fraction.substring(0, Math.min(fraction.length(), 18));
    double scaled =
        Long.parseLong("0" + digits) * (unit / Double.parseDouble("1e" + digits.length()));
    return nanos.add(BigInteger.valueOf((long) scaled));
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1L;
      case "us", "\u00b5s", "\u03bcs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      case "m" -> 60_000_000_000L;
      default -> 3_600_000_000_000L;
    };
  }
}
