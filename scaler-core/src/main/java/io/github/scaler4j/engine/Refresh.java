package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;

/** The upstream's response to a request for a new value. */
public sealed interface Refresh {

  /**
   * The upstream has been asked or will shortly be asked. The reader waits until its own deadline.
   */
  Refresh UNDER_WAY = new UnderWay();

  /** See {@link #UNDER_WAY}. */
  record UnderWay() implements Refresh {}

  /**
   * The upstream will be asked later. A reader with an older value should not wait.
   *
   * @param why what delays the request
   */
  record Queued(MetricSourceException why) implements Refresh {}

  /**
   * The upstream will not be asked for now.
   *
   * @param why the known fault
   */
  record Refused(MetricSourceException why) implements Refresh {}
}
