package io.github.scaler4j.datadogapi;

import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;

/**
 * What each answer that holds no series means, with Datadog's own words.
 *
 * @param host the host that answered
 * @param status the HTTP status
 * @param limits what the headers say of the budget
 */
record DatadogErrors(String host, int status, RateLimitHeaders limits) {

  /** Maps an answer other than 200. The status decides, but for a query that can't be parsed. */
  Reply notOk(ErrorBody body) {
    return switch (status) {
      case 401, 403 -> new Reply.Refused(limits, refusedKeys(body.words()), false);
      case 429 -> new Reply.Refused(limits, rateLimited(body.words()), false);
      case 422 -> new Reply.Unprocessable(limits, answered("could not process the query", body));
      case 400, 414 -> rejected(body.words());
      default ->
          body.queryError()
              ? rejected(body.words())
              : new Reply.Refused(
                  limits,
                  new UnexpectedResponseException(
                      status, answered("gave an answer that is not expected", body), null),
                  false);
    };
  }

  /** Maps a refusal in Datadog's words: HTTP 400 or 414, or {@code status: error} on any status. */
  Reply rejected(String words) {
    String tooLong = status == 414 ? "; the query is too long for a URL" : "";
    return new Reply.Refused(
        limits,
        new QueryRejectedException(
            host + " refused the query (" + status + ")" + quote(words) + tooLong),
        true);
  }

  /** A body of status 200 that can't be decoded. */
  Reply malformed(Exception cause, String what) {
    return new Reply.Refused(
        limits,
        new UnexpectedResponseException(
            status, host + " answered " + status + " with a body that misfits: " + what, cause),
        false);
  }

  /** An answer whose series can't be told apart: which query a value belongs to is unknown. */
  Reply mismatched(int queries) {
    return new Reply.Refused(
        limits,
        new UnexpectedResponseException(
            status,
            host
                + " answered "
                + queries
                + " queries with a query_index that is missing or out of range; no value is used",
            null),
        true);
  }

  private AuthorizationException refusedKeys(String words) {
    return new AuthorizationException(
        Refusal.DATADOG_REFUSED_KEYS,
        status,
        host
            + " refused the keys ("
            + status
            + ")"
            + quote(words)
            + "; check apiKey, appKey and datadogSite, and that the application key's owner has"
            + " the permission timeseries_query");
  }

  private RateLimitedException rateLimited(String words) {
    StringBuilder message = new StringBuilder(host).append(" limits the rate (429)");
    message.append(quote(words));
    limits.name().ifPresent(name -> message.append("; limit ").append(name));
    limits.limit().ifPresent(limit -> message.append("; ").append(limit).append(" requests"));
    limits.periodSeconds().ifPresent(s -> message.append(" in ").append(s).append(" s"));
    limits.resetSeconds().ifPresent(s -> message.append("; reset in ").append(s).append(" s"));
    return new RateLimitedException(message.toString(), limits.details());
  }

  private String answered(String what, ErrorBody body) {
    return host + " " + what + " (" + status + ")" + quote(body.words());
  }

  private static String quote(String words) {
    String line = ErrorText.oneLine(words, ErrorBody.LONGEST_WORDS);
    return line.isEmpty() ? "" : ": " + line;
  }
}
