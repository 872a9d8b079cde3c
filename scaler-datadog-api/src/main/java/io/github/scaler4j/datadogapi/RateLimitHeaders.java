package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.HeaderValue;
import io.github.scaler4j.error.RateLimitedException;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.Headers;

/**
 * The rate limit in one answer's {@code X-RateLimit-*} headers and {@code Retry-After}. Datadog
 * sends the former with every answer of a limited endpoint, successful or not.
 *
 * <p>Each header is read independently. One that is missing, contradictory, negative or absurd is
 * empty and does not affect the others.
 *
 * @param limit requests allowed per period, for the whole organisation
 * @param periodSeconds length of the period, which is aligned to the clock
 * @param remaining requests left in this period
 * @param resetSeconds seconds until the period ends
 * @param retryAfterSeconds seconds until a request may be made again; Datadog's gateways send it
 * @param name name of the limit
 * @see <a href="https://docs.datadoghq.com/api/latest/rate-limits/">Datadog: rate limits</a>
 */
record RateLimitHeaders(
    OptionalLong limit,
    OptionalLong periodSeconds,
    OptionalLong remaining,
    OptionalLong resetSeconds,
    OptionalLong retryAfterSeconds,
    Optional<String> name) {

  /** An answer without any of the headers. */
  static final RateLimitHeaders NONE =
      new RateLimitHeaders(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty());

  private static final long MOST_REQUESTS = 1_000_000_000;
  private static final long LONGEST_SECONDS = Duration.ofDays(31).toSeconds();
  private static final int LONGEST_NAME = 100;

  /**
   * Reads the headers of an answer.
   *
   * @param headers the headers
   * @param now the reference for an absolute time if the answer has no {@code Date} header
   */
  static RateLimitHeaders of(Headers headers, Instant now) {
    return new RateLimitHeaders(
        // Fractions are rounded so that fewer requests are made.
        number(headers, "X-RateLimit-Limit", RoundingMode.FLOOR, 1, MOST_REQUESTS),
        number(headers, "X-RateLimit-Period", RoundingMode.CEILING, 1, LONGEST_SECONDS),
        number(headers, "X-RateLimit-Remaining", RoundingMode.FLOOR, 0, MOST_REQUESTS),
        seconds(headers, "X-RateLimit-Reset", now),
        seconds(headers, "Retry-After", now),
        Optional.ofNullable(headers.get("X-RateLimit-Name"))
            .map(name -> ErrorText.oneLine(name, LONGEST_NAME))
            .filter(name -> !name.isEmpty()));
  }

  /** Removes the request's secrets from the name, which a gateway may have set. */
  RateLimitHeaders without(Collection<String> secrets) {
    return new RateLimitHeaders(
        limit,
        periodSeconds,
        remaining,
        resetSeconds,
        retryAfterSeconds,
        name.map(text -> ErrorText.redact(text, secrets)));
  }

  RateLimitedException.Details details() {
    RateLimitedException.Details.Builder details = RateLimitedException.Details.builder();
    limit.ifPresent(details::limit);
    duration(periodSeconds).ifPresent(details::period);
    remaining.ifPresent(details::remaining);
    duration(resetSeconds.isPresent() ? resetSeconds : retryAfterSeconds).ifPresent(details::reset);
    name.ifPresent(details::name);
    return details.build();
  }

  private static Optional<Duration> duration(OptionalLong seconds) {
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong number(
      Headers headers, String name, RoundingMode rounding, long least, long most) {
    OptionalLong number = HeaderValue.number(headers, name, rounding);
    return number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most
        ? number
        : OptionalLong.empty();
  }

  private static OptionalLong seconds(Headers headers, String name, Instant now) {
    return HeaderValue.secondsUntil(headers, name, now, LONGEST_SECONDS);
  }
}
