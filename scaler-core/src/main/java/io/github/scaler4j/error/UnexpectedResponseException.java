package io.github.scaler4j.error;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when an answer breaks the interface's contract: it has an unexpected status or body, or
 * reports an error.
 */
public final class UnexpectedResponseException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable Duration retryAfter;

  /**
   * Creates the exception.
   *
   * @param status the HTTP status
   * @param message what was wrong
   * @param cause the underlying fault, or null
   */
  public UnexpectedResponseException(int status, String message, @Nullable Throwable cause) {
    this(status, message, cause, null);
  }

  private UnexpectedResponseException(
      int status, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /**
   * Creates an exception for an answer that may say when to retry.
   *
   * @param status the HTTP status
   * @param message what was wrong
   * @param retryAfter how long the server asks clients to wait, if it does
   * @return the exception, not yet thrown
   */
  public static UnexpectedResponseException of(
      int status, String message, Optional<Duration> retryAfter) {
    return new UnexpectedResponseException(status, message, null, retryAfter.orElse(null));
  }

  /**
   * Returns the HTTP status of the answer.
   *
   * @return for example 200 with a body that can't be decoded, or 503
   */
  public int status() {
    return status;
  }

  /**
   * Returns how long the server asked clients to wait ({@code Retry-After}).
   *
   * @return at most five minutes, however long it asked for; empty if it did not ask
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
