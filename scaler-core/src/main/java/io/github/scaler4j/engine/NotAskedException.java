package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.MetricSourceException;

/**
 * Ends an attempt that never reached the host. The attempt does not count against the host and is
 * not retried. The reader gets the reason.
 */
public final class NotAskedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param reason why the host was not asked
   */
  public NotAskedException(MetricSourceException reason) {
    super(null, reason, false, false);
  }

  /**
   * Returns the reason of an exception of this type, and any other failure unchanged.
   *
   * @param failure the end of an attempt
   * @return what the reader gets
   */
  public static Throwable reason(Throwable failure) {
    return failure instanceof NotAskedException ? requireNonNull(failure.getCause()) : failure;
  }
}
