package io.github.scaler4j.engine;

import java.io.IOException;

/**
 * A body breaks the interface's contract. It becomes an {@code UnexpectedResponseException}.
 *
 * <p>It has no cause: a parser's exception may quote the body, and with it a secret.
 */
public final class MalformedBodyException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was wrong with the body
   */
  public MalformedBodyException(String message) {
    super(message);
  }
}
