package io.github.scaler4j.error;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Thrown when the rate limit is reached: the server answered 429, or the request was held back
 * because the budget is spent.
 *
 * <p>The details come from Datadog's {@code X-RateLimit-*} headers. Each is empty if its header was
 * missing.
 */
public final class RateLimitedException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  /**
   * The values of the headers.
   *
   * @param limit requests allowed per period
   * @param period length of the period
   * @param remaining requests left in this period
   * @param reset time until the period ends
   * @param name name of the limit
   */
  public record Details(
      OptionalLong limit,
      Optional<Duration> period,
      OptionalLong remaining,
      Optional<Duration> reset,
      Optional<String> name) {

    /** The details of an answer without any rate-limit header. */
    public static final Details UNKNOWN =
        new Details(
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty());
  }

  private final transient Details details;

  /**
   * Creates the exception.
   *
   * @param message which limit was reached, and until when
   * @param details the values of the headers
   */
  public RateLimitedException(String message, Details details) {
    super(message, null);
    this.details = requireNonNull(details, "details");
  }

  /**
   * Returns the requests allowed per period.
   *
   * @return empty if unknown
   */
  public OptionalLong limit() {
    return details.limit();
  }

  /**
   * Returns the length of the period.
   *
   * @return empty if unknown
   */
  public Optional<Duration> period() {
    return details.period();
  }

  /**
   * Returns the requests left in this period.
   *
   * @return empty if unknown
   */
  public OptionalLong remaining() {
    return details.remaining();
  }

  /**
   * Returns the time until the period ends, counted from the answer.
   *
   * @return empty if unknown
   */
  public Optional<Duration> reset() {
    return details.reset();
  }

  /**
   * Returns the name of the limit.
   *
   * @return empty if unknown
   */
  public Optional<String> name() {
    return details.name();
  }
}
