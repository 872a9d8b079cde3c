package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;

/** The upstream's response to a request for a new value. */
public sealed interface Refresh {

  /** A request is under way or will shortly be sent. The reader waits until its own deadline. */
  Refresh UNDER_WAY = new UnderWay();

  /** See {@link #UNDER_WAY}. */
  record UnderWay() implements Refresh {}

  /**
   * A request will be sent later. A reader with an older value should not wait.
   *
   * @param why what delays the request
   */
  record Queued(MetricSourceException why) implements Refresh {}

  /**
   * No request will be sent for now.
   *
   * @param why the known fault
   */
  record Refused(MetricSourceException why) implements Refresh {}
}
