package io.github.scaler4j.engine;

import java.io.IOException;

/**
 * A connection broke that had carried answers before, possibly with many requests on it. This does
 * not count against the host; a request over a new connection shows whether the host works.
 */
public final class LostConnectionException extends IOException {

  private static final long serialVersionUID = 1L;

  LostConnectionException(IOException fault) {
    super(fault.getMessage(), fault);
  }

  /**
   * Returns whether a fault comes from a broken connection.
   *
   * @param fault an exception with its cause
   * @return true if the host itself may be working
   */
  public static boolean isCauseOf(Throwable fault) {
    return fault.getCause() instanceof LostConnectionException;
  }
}
