package io.github.scaler4j.engine;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Unwraps the fault of a future. */
public final class FutureFault {

  private FutureFault() {}

  /**
   * Returns the fault without the {@link CompletionException} that a dependent stage puts around
   * it.
   *
   * @param fault the exception that a future failed with
   * @return the cause, or the fault itself
   */
  public static Throwable bare(Throwable fault) {
    @Nullable Throwable cause = fault instanceof CompletionException ? fault.getCause() : null;
    return cause == null ? fault : cause;
  }
}
