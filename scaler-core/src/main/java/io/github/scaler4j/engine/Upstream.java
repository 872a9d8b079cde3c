package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import org.jspecify.annotations.Nullable;

/** Fetches new values for a {@link SharedRead}. */
@FunctionalInterface
public interface Upstream {

  /**
   * Asks for a new value for a reader. Called for every reader without a fresh value, on the
   * reader's thread, so it must not block. An exception reaches that reader.
   *
   * @param reader until when the reader waits
   * @return how the wish is handled
   */
  Refresh refresh(Deadline reader);

  /**
   * Reports that the last waiting reader has left without an answer. The request may be given up,
   * unless {@link SharedRead#isAwaited()} shows that another reader has come since.
   */
  default void onLeft() {}

  /**
   * Returns why the readers' request has not left. Called at a reader's deadline, because the
   * reason may have changed since its wish.
   *
   * @return null if the request is under way
   */
  default @Nullable MetricSourceException holdBack() {
    return null;
  }
}
