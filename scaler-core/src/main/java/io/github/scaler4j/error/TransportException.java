package io.github.scaler4j.error;

import org.jspecify.annotations.Nullable;

/** No complete answer came: the connection failed, the time was up, or the circuit is open. */
public final class TransportException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports that no complete answer came.
   *
   * @param message which host, and what happened
   * @param cause the I/O fault, or null
   */
  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
