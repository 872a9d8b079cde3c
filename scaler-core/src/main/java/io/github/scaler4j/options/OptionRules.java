package io.github.scaler4j.options;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * The accepted values of both sources' options.
 *
 * <p>Each method returns its argument. It throws a {@link NullPointerException} for null. It throws
 * an {@link IllegalArgumentException} for a value out of range, with the option, the value and what
 * is accepted.
 */
public final class OptionRules {

  /** How many requests of one client to one host may be under way; each has its own thread. */
  public static final int MOST_PARALLEL_REQUESTS = 192;

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);
  private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);
  private static final int MAX_RETRIES = 10;
  private static final long MAX_BODY = 1L << 30;

  private OptionRules() {}

  /** Checks a duration: zero or more, and short enough for arithmetic in nanoseconds. */
  public static Duration duration(String option, Duration value) {
    requireNonNull(value, option);
    boolean valid = !value.isNegative() && value.compareTo(LONGEST) <= 0;
    return check(valid, option, value, "0 to 365 days");
  }

  /** Checks how long a request waits for others, and with it its readers. */
  public static Duration linger(String option, Duration value) {
    requireNonNull(value, option);
    boolean valid = !value.isNegative() && value.compareTo(LONGEST_LINGER) <= 0;
    return check(valid, option, value, "0 to 1 second");
  }

  /** Checks a maximum age: more than zero. */
  public static Duration age(String option, Duration value) {
    requireNonNull(value, option);
    boolean valid = !value.isNegative() && !value.isZero() && value.compareTo(LONGEST) <= 0;
    return check(valid, option, value, "more than 0, up to 365 days");
  }

  /** Checks how long something unused is kept: at least a second. */
  public static Duration idleAfter(String option, Duration value) {
    requireNonNull(value, option);
    boolean valid = value.compareTo(SHORTEST_IDLE) >= 0 && value.compareTo(LONGEST) <= 0;
    return check(valid, option, value, "1 second to 365 days");
  }

  /** Checks how many times a request may be retried. */
  public static int retries(String option, int value) {
    return count(option, value, 0, MAX_RETRIES);
  }

  /** Checks how many requests may be under way. */
  public static int maxParallelRequests(String option, int value) {
    return count(option, value, 1, MOST_PARALLEL_REQUESTS);
  }

  /** Checks the longest body, in bytes. */
  public static long bodyCap(String option, long value) {
    return check(value >= 1 && value <= MAX_BODY, option, value, "1 to " + MAX_BODY + " bytes");
  }

  /** Checks a count. */
  public static int count(String option, int value, int least, int most) {
    return check(value >= least && value <= most, option, value, least + " to " + most);
  }

  /** Checks a part of a whole. */
  public static double share(String option, double value) {
    return check(value > 0 && value <= 1, option, value, "above 0, up to 1");
  }

  /** Checks a host name. */
  public static String host(String option, String value) {
    requireNonNull(value, option);
    return check(
        Authority.isName(value),
        option,
        value,
        "a host name, such as localhost: no scheme, port or path");
  }

  /** Checks an HTTP address that holds no secret. */
  public static URI endpoint(String option, URI value) {
    requireNonNull(value, option);
    Authority authority = Authority.of(value);
    boolean bare = value.getRawQuery() == null && value.getRawFragment() == null;
    boolean http =
        "http".equalsIgnoreCase(value.getScheme()) || "https".equalsIgnoreCase(value.getScheme());
    boolean valid = bare && http && authority != null && authority.isValid();
    // The other parts of an address may hold a password or a key.
    return check(
        valid,
        option,
        bare && authority != null ? value : "an address with other parts",
        "http or https, a valid host name, and optionally a port and a path; no user, query,"
            + " fragment or zone",
        value);
  }

  private static <T> T check(boolean valid, String option, T value, String accepted) {
    return check(valid, option, value, accepted, value);
  }

  private static <T> T check(boolean valid, String option, Object shown, String accepted, T value) {
    if (!valid) {
      throw new IllegalArgumentException(option + ": must be " + accepted + ", got " + shown);
    }
    return value;
  }
}
