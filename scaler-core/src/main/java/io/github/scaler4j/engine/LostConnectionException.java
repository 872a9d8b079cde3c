package io.github.scaler4j.engine;

import java.io.IOException;

/**
 * A connection broke that had carried answers before, maybe with many requests at once. That says
 * nothing against the host yet; a request over a new connection will tell.
 */
public final class LostConnectionException extends IOException {

  private static final long serialVersionUID = 1L;

  LostConnectionException(IOException fault) {
    super(fault.getMessage(), fault);
  }

  /**
   * Tells whether a fault comes from such a connection.
   *
   * @param fault an exception with its cause
   * @return whether the host itself may be well
   */
  public static boolean isBehind(Throwable fault) {
    return fault.getCause() instanceof LostConnectionException;
  }
}
