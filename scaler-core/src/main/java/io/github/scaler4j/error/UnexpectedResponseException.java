package io.github.scaler4j.error;

import org.jspecify.annotations.Nullable;

/**
 * An answer came but breaks the interface's contract: it has an unexpected status or body, or
 * reports an error.
 */
public final class UnexpectedResponseException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Creates the exception.
   *
   * @param status the HTTP status
   * @param message what was wrong
   * @param cause the underlying fault, or null
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
