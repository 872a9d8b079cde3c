package io.github.scaler4j.datadogapi;

/**
 * Whether a host answers requests. Immutable: the end of each request returns the next state.
 *
 * @param answered whether the host has ever answered
 * @param answeredNanos when it last answered
 * @param failures failures since then
 * @param failingNanos when the first of them came
 */
record HostHealth(boolean answered, long answeredNanos, int failures, long failingNanos) {

  /** Nothing is known. */
  static final HostHealth UNKNOWN = new HostHealth(false, 0, 0, 0);

  /** The failures in a row after which a host gets no requests. */
  static final int DOWN_AFTER = 8;

  HostHealth onAnswer(long nowNanos) {
    return new HostHealth(true, nowNanos, 0, 0);
  }

  HostHealth onFailure(long nowNanos) {
    return new HostHealth(
        answered, answeredNanos, failures + 1, failures == 0 ? nowNanos : failingNanos);
  }

  /** Whether the host seems to fail every request. */
  boolean isDown() {
    return failures >= DOWN_AFTER;
  }

  /**
   * Whether a failure may be due to one query. A host that is down fails every request, so its
   * queries should stay together until it is back. Many failing queries look like a host that is
   * down, so the search continues at growing intervals.
   */
  boolean isWorthSplitting() {
    return !isDown() || Integer.bitCount(failures) == 1;
  }

  /** Whether it has answered any request since a moment. */
  boolean hasAnsweredSince(long nanos) {
    return answered && answeredNanos - nanos >= 0;
  }
}
