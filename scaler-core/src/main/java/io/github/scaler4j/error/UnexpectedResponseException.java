package io.github.scaler4j.error;

import org.jspecify.annotations.Nullable;

/**
 * An answer came and is not what the interface promises: it has an unexpected status or body, or
 * says that it is an error.
 */
public final class UnexpectedResponseException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Reports an answer that was not understood.
   *
   * @param status the HTTP status
   * @param message what was wrong
   * @param cause what is behind it, or null
   */
  public UnexpectedResponseException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /**
   * Returns the HTTP status of the answer.
   *
   * @return for example 200 with a body that can't be decoded, or 503
   */
  public int status() {
    return status;
  }
}
