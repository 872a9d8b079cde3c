package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;

/** The readers of one query. They are notified outside the lane's lock. */
interface AnswerSink {

  /** Returns whether a reader waits; may be called under the lane's lock. */
  boolean hasWaitingReaders();

  /**
   * Returns the distance of the value from the nearest boundary that readers have reported. May be
   * called under the lane's lock.
   */
  default double margin() {
    return Double.POSITIVE_INFINITY;
  }

  /** An answer came. It is used for {@code freshFor} without another request. */
  void onAnswer(QueryAnswer answer, Duration freshFor);

  /**
   * No answer came within the request's deadline; an older value may stand in. Readers with more
   * time ask again.
   */
  void onFailure(MetricSourceException why, Deadline requestDeadline);

  /** No answer came, for a reason that more time would not change; an older value may stand in. */
  void onRefusal(MetricSourceException why);

  /** No answer will come, for a reason that an older value must not hide. */
  void onAbort(Throwable why);
}
