package io.github.scaler4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when no complete answer comes: the connection failed, the time ran out, or the circuit is
 * open.
 */
public final class TransportException extends MetricSourceException {

  private static final long serialVersionUID = 1L;

  private final boolean circuitOpen;

  /**
   * Creates the exception.
   *
   * @param message the host, and what happened
   * @param cause the I/O fault, or null
   */
  public TransportException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private TransportException(String message, @Nullable Throwable cause, boolean circuitOpen) {
    super(message, cause);
    this.circuitOpen = circuitOpen;
  }

  /**
   * Creates the exception for a host that got no request, because it kept failing.
   *
   * @param message the host, and for how long
   * @return a new exception, for the caller to throw
   */
  public static TransportException ofOpenCircuit(String message) {
    return new TransportException(message, null, true);
  }

  /** Returns whether nothing was sent, because the host kept failing. */
  public boolean circuitOpen() {
    return circuitOpen;
  }
}
