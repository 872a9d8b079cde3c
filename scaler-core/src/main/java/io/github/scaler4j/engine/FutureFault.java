package io.github.scaler4j.engine;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a future failed with. */
public final class FutureFault {

  private FutureFault() {}

  /**
   * Returns what went wrong, without the {@link CompletionException} that a dependent stage puts
   * around it.
   *
   * @param fault what a future failed with
   * @return the cause, or the fault itself
   */
  public static Throwable bare(Throwable fault) {
    @Nullable Throwable cause = fault instanceof CompletionException ? fault.getCause() : null;
    return cause == null ? fault : cause;
  }
}
