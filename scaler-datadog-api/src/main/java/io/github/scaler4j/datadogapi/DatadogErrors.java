package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.Blame;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Interprets answers without series, and quotes Datadog's words.
 *
 * @param host the host that answered
 * @param status the HTTP status
 * @param limits the budget in the headers
 * @param secrets the request's secrets, which no message may show
 */
record DatadogErrors(String host, int status, RateLimitHeaders limits, List<String> secrets) {

  /** The longest quotation of Datadog's words in a message. */
  private static final int LONGEST_WORDS = 500;

  /**
   * Maps an answer other than 200, by its status if that is specific, otherwise by Datadog's words.
   *
   * @param retryAfter how long the answer asks to wait
   */
  Reply notOk(ErrorBody body, Optional<Duration> retryAfter) {
    return switch (status) {
      case 401, 403 -> refused(refusedKeys(body.words()));
      case 429 -> refused(rateLimited(body.words()));
      case 422 ->
          new Reply.Unprocessable(
              limits, answered("could not process the query (422)", body.words()));
      case 413, 414, 431 -> rejected(body.words(), "; the query is too long for a URL");
      default ->
          body.structured() && Blame.of(body.words()) == Blame.QUERY
              ? rejected(body.words(), "")
              : unexpectedStatus(body.words(), retryAfter);
    };
  }

  /** Maps an answer of status 200 that is not ok, or carries an error. */
  Reply noAnswer(String words) {
    return Blame.of(words) == Blame.QUERY
        ? rejected(words, "")
        : refused(unexpected(answered("answered 200 with an error instead of series", words)));
  }

  /** Maps a body of status 200 that can't be decoded. */
  Reply malformed(String what) {
    return refused(unexpected(answered("answered 200 with an unexpected body", what)));
  }

  /**
   * Maps an answer whose series can't be assigned to queries. It counts as the queries' fault,
   * because each can still be answered alone.
   */
  Reply mismatched(int queries) {
    return new Reply.Refused(
        limits,
        unexpected(
            host
                + " answered "
                + queries
                + " queries with a query_index that is missing or out of range, so no value is"
                + " used"),
        true);
  }

  private Reply refused(MetricSourceException fault) {
    return new Reply.Refused(limits, fault, false);
  }

  private Reply rejected(String words, String advice) {
    String message = answered("refused the query (" + status + ")", words) + advice;
    return new Reply.Refused(limits, new QueryRejectedException(message), true);
  }

  private Reply unexpectedStatus(String words, Optional<Duration> retryAfter) {
    String message = answered("answered with an unexpected status (" + status + ")", words);
    String wish = retryAfter.map(time -> "; retry after " + time.toSeconds() + " s").orElse("");
    return refused(UnexpectedResponseException.of(status, message + wish, retryAfter));
  }

  private UnexpectedResponseException unexpected(String message) {
    return new UnexpectedResponseException(status, message, null);
  }

  private AuthorizationException refusedKeys(String words) {
    return new AuthorizationException(
        Refusal.DATADOG_REFUSED_KEYS,
        status,
        answered("refused the keys (" + status + ")", words)
            + "; check apiKey, appKey and datadogSite, and that the application key's owner has"
            + " the permission timeseries_query");
  }

  private RateLimitedException rateLimited(String words) {
    StringBuilder message =
        new StringBuilder(answered("refused the request because of the rate limit (429)", words));
    limits.name().ifPresent(name -> message.append("; limit ").append(name));
    limits.limit().ifPresent(limit -> message.append("; ").append(limit).append(" requests"));
    limits.periodSeconds().ifPresent(s -> message.append(" in ").append(s).append(" s"));
    limits.resetSeconds().ifPresent(s -> message.append("; reset in ").append(s).append(" s"));
    limits
        .retryAfterSeconds()
        .ifPresent(s -> message.append("; retry after ").append(s).append(" s"));
    return new RateLimitedException(message.toString(), limits.details());
  }

  private String answered(String what, String words) {
    String line = ErrorText.oneLine(ErrorText.redact(words, secrets), LONGEST_WORDS);
    return host + " " + what + (line.isEmpty() ? "" : ": " + line);
  }
}
