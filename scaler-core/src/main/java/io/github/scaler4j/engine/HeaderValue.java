package io.github.scaler4j.engine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * Reads numbers and times from headers, as servers and gateways write them.
 *
 * <p>Unusual forms are accepted if they have one meaning: spaces, quotes, parameters after a
 * semicolon, a fraction, or a header that is repeated with the same value ({@code 7, 7} if its
 * lines were merged). Anything else is empty.
 */
public final class HeaderValue {

  private static final String RETRY_AFTER = "Retry-After";

  // Few enough that no computation overflows.
  private static final int MOST_DIGITS = 18;
  private static final Pattern NUMBER = Pattern.compile("\\+?([0-9]{1,18}(?:\\.[0-9]{1,18})?)");
  private static final long MILLIS = 1000;
  // Seconds reach this in the year 5138; milliseconds did in 1973.
  private static final long EPOCH_MILLIS = 100_000_000_000L;
  // How far clocks may be apart. A time further in the past does not count as "now".
  private static final long SKEW_MILLIS = 60_000;

  // An HTTP date has four digits for its year, and Java's milliseconds end long after it.
  private static final Instant AFTER_ALL_DATES = Instant.parse("+10000-01-01T00:00:00Z");

  // A longer time is a mistake, or another form.
  private static final long LONGEST_SECONDS = Duration.ofDays(31).toSeconds();
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Pattern ANY_NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

  private HeaderValue() {}

  /**
   * Reads how long the server asks clients to wait ({@code Retry-After}).
   *
   * <p>The time is limited, so that a mistaken or hostile header can't stop all reads for days: at
   * the limit one request tries again, and gets a new answer.
   *
   * @param headers the headers
   * @param now the reference for an HTTP date if the answer has no {@code Date} header
   * @return at most five minutes; empty if the header is missing, unreadable, zero or in the past
   */
  public static Optional<Duration> retryAfter(Headers headers, Instant now) {
    OptionalLong seconds = secondsUntil(headers, RETRY_AFTER, now, LONGEST_SECONDS);
    if (seconds.isEmpty()) {
      return single(headers, RETRY_AFTER)
          .filter(text -> isFarAway(text, sentAt(headers, now)))
          .map(text -> LONGEST_PAUSE);
    }
    Duration asked = Duration.ofSeconds(seconds.getAsLong());
    return Optional.of(asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE)
        .filter(pause -> !pause.isZero());
  }

  private static boolean isFarAway(String text, Instant sent) {
    return ANY_NUMBER.matcher(text).matches()
        || date(text).filter(date -> date.isAfter(sent)).isPresent();
  }

  /**
   * Reads a number.
   *
   * @param headers the headers
   * @param name the header's name, in any case
   * @param rounding how a fraction is rounded
   * @return empty if the header is missing, has several different values, or is not a number of 0
   *     or more
   */
  public static OptionalLong number(Headers headers, String name, RoundingMode rounding) {
    Optional<String> text = single(headers, name);
    return text.isEmpty() ? OptionalLong.empty() : number(text.get(), rounding);
  }

  /**
   * Reads how many seconds remain until a moment.
   *
   * @param headers the headers
   * @param name the header's name, in any case
   * @param now the reference for an epoch time (in seconds or milliseconds) or an HTTP date if the
   *     answer has no {@code Date} header. A moment that has just passed gives 0
   * @param most the longest plausible time, in seconds; a larger number is an epoch time
   * @return the seconds, rounded up; empty if the header is missing, has several different values,
   *     or is none of these forms
   */
  public static OptionalLong secondsUntil(Headers headers, String name, Instant now, long most) {
    Optional<String> text = single(headers, name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    Optional<Instant> date = date(text.get());
    if (date.isPresent()) {
      return until(date.get().toEpochMilli(), sentAt(headers, now), most);
    }
    OptionalLong number = number(text.get(), RoundingMode.CEILING);
    if (number.isEmpty() || number.getAsLong() <= most) {
      return number;
    }
    long epoch = number.getAsLong();
    return until(epoch < EPOCH_MILLIS ? epoch * MILLIS : epoch, sentAt(headers, now), most);
  }

  private static Instant sentAt(Headers headers, Instant now) {
    return single(headers, "Date").flatMap(HeaderValue::date).orElse(now);
  }

  private static OptionalLong until(long epochMillis, Instant sent, long most) {
    long millis = epochMillis - sent.toEpochMilli();
    if (millis < -SKEW_MILLIS || millis > most * MILLIS) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(0, Math.floorDiv(millis + MILLIS - 1, MILLIS)));
  }

  // Not a pattern, because every answer has several such headers.
  private static boolean isDigits(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == text.length() && end > 0 && end <= MOST_DIGITS;
  }

  private static OptionalLong number(String text, RoundingMode rounding) {
    if (isDigits(text)) {
      return OptionalLong.of(Long.parseLong(text));
    }
    var number = NUMBER.matcher(text);
    return number.matches()
        ? OptionalLong.of(new BigDecimal(number.group(1)).setScale(0, rounding).longValueExact())
        : OptionalLong.empty();
  }

  private static Optional<Instant> date(String text) {
    if (text.isEmpty() || !Character.isLetter(text.charAt(0))) {
      return Optional.empty();
    }
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      return date.isBefore(AFTER_ALL_DATES) ? Optional.of(date) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the value of a header if all its lines and parts agree. */
  private static Optional<String> single(Headers headers, String name) {
    List<String> lines = headers.values(name);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (lines.size() == 1 && isDigits(lines.get(0))) {
      // Nearly every answer has this form.
      return Optional.of(lines.get(0));
    }
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      // A date contains a comma.
      if (date(line.strip()).isPresent()) {
        values.add(line.strip());
        continue;
      }
      for (String part : line.split(",", -1)) {
        int parameters = part.indexOf(';');
        String bare = (parameters < 0 ? part : part.substring(0, parameters)).strip();
        boolean quoted = bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
        values.add(quoted ? bare.substring(1, bare.length() - 1).strip() : bare);
      }
    }
    return Set.copyOf(values).size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
