package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.error.RateLimitedException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What one answer says of the budget in its {@code X-RateLimit-*} headers. Datadog sends them with
 * every answer of a limited endpoint, success or not; what is missing, negative or absurd is empty.
 *
 * @param limit requests allowed per period, for the whole organisation
 * @param periodSeconds length of the period, which is aligned to the clock
 * @param remaining requests left in this period
 * @param resetSeconds seconds until the period ends
 * @param name name of the limit
 * @see <a href="https://docs.datadoghq.com/api/latest/rate-limits/">Datadog: rate limits</a>
 */
record RateLimitHeaders(
    OptionalLong limit,
    OptionalLong periodSeconds,
    OptionalLong remaining,
    OptionalLong resetSeconds,
    Optional<String> name) {

  /** An answer without any of the headers. */
  static final RateLimitHeaders NONE =
      new RateLimitHeaders(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty());

  private static final long MOST_REQUESTS = 1_000_000_000;
  // A month. Some proxies send the reset as an epoch time, which is far beyond.
  private static final long LONGEST_SECONDS = Duration.ofDays(31).toSeconds();
  private static final int LONGEST_NAME = 100;

  static RateLimitHeaders of(Headers headers) {
    return new RateLimitHeaders(
        number(headers.get("X-RateLimit-Limit"), 1, MOST_REQUESTS),
        number(headers.get("X-RateLimit-Period"), 1, LONGEST_SECONDS),
        number(headers.get("X-RateLimit-Remaining"), 0, MOST_REQUESTS),
        number(headers.get("X-RateLimit-Reset"), 0, LONGEST_SECONDS),
        Optional.ofNullable(headers.get("X-RateLimit-Name"))
            .map(name -> ErrorText.oneLine(name, LONGEST_NAME))
            .filter(name -> !name.isEmpty()));
  }

  RateLimitedException.Details details() {
    return new RateLimitedException.Details(
        limit, duration(periodSeconds), remaining, duration(resetSeconds), name);
  }

  private static Optional<Duration> duration(OptionalLong seconds) {
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong number(@Nullable String text, long least, long most) {
    if (text == null) {
      return OptionalLong.empty();
    }
    long number;
    try {
      number = Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
    return number < least || number > most ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
