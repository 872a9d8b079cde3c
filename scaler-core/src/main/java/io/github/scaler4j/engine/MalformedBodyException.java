package io.github.scaler4j.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body is not what the interface promises; becomes an {@code UnexpectedResponseException}. */
public final class MalformedBodyException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what was wrong with the body
   * @param cause the parser's fault, or null
   */
  public MalformedBodyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
