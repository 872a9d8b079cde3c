package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.io.InterruptedIOException;

/**
 * The faults of one metric's requests to a host since the host last answered one of them.
 * Immutable.
 *
 * @param failing whether there is any
 * @param sinceNanos when the first of these requests was sent
 * @param lastNanos when the last of them failed
 */
record FaultStreak(boolean failing, long sinceNanos, long lastNanos) {

  /** No fault. */
  static final FaultStreak NONE = new FaultStreak(false, 0, 0);

  /** For requests whose faults nobody records. All have the same rank. */
  static final FaultStreak UNKNOWN = new FaultStreak(true, 0, 0);

  /** Adds a fault. */
  FaultStreak with(long sentNanos, long failedNanos) {
    return new FaultStreak(true, failing ? sinceNanos : sentNanos, failedNanos);
  }

  /** Whether this metric should try a failing host before the other one. */
  boolean isBefore(FaultStreak other) {
    return other.failing && (!failing || lastNanos - other.lastNanos < 0);
  }

  /**
   * Whether a fault may be due to the metric: an HTTP error, or no answer over an open connection.
   * No metric keeps a connection from opening.
   */
  static boolean mayInclude(MetricSourceException why) {
    return why instanceof UnexpectedResponseException
        || why.getCause() == null
        || why.getCause() instanceof InterruptedIOException;
  }
}
