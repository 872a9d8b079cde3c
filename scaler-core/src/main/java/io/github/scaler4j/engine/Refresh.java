package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;

/** The upstream's response to a wish for a new value. */
public sealed interface Refresh {

  /** The upstream is or will shortly be asked; the reader waits until its own deadline. */
  Refresh UNDER_WAY = new UnderWay();

  /** See {@link #UNDER_WAY}. */
  record UnderWay() implements Refresh {}

  /**
   * The upstream will be asked later; a reader with an older value should not wait.
   *
   * @param why what holds the request back
   */
  record Queued(MetricSourceException why) implements Refresh {}

  /**
   * The upstream will not be asked for now.
   *
   * @param why what is known to be wrong
   */
  record Refused(MetricSourceException why) implements Refresh {}
}
