package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.MetricSourceException;

/**
 * Ends an attempt that never reached the agent. It neither counts against the agent nor is retried;
 * the reader gets the reason.
 */
final class NotAskedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotAskedException(MetricSourceException reason) {
    super(null, reason, false, false);
  }

  /** Returns the reason of an exception of this type, and any other failure unchanged. */
  static Throwable reason(Throwable failure) {
    return failure instanceof NotAskedException ? requireNonNull(failure.getCause()) : failure;
  }
}
