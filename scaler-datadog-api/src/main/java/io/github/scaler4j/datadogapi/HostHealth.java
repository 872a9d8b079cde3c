package io.github.scaler4j.datadogapi;

/**
 * Whether a host answers at all. Immutable: each end of a request gives the next one.
 *
 * @param answered whether it has ever answered
 * @param answeredNanos when it answered last
 * @param failures failures since then
 * @param failingNanos when the first of them came
 */
record HostHealth(boolean answered, long answeredNanos, int failures, long failingNanos) {

  /** Nothing is known. */
  static final HostHealth UNKNOWN = new HostHealth(false, 0, 0, 0);

  /** After how many failures in a row a host is left alone. */
  static final int DOWN_AFTER = 8;

  HostHealth answer(long nowNanos) {
    return new HostHealth(true, nowNanos, 0, 0);
  }

  HostHealth fail(long nowNanos) {
    return new HostHealth(
        answered, answeredNanos, failures + 1, failures == 0 ? nowNanos : failingNanos);
  }

  /** Whether it seems to fail for everybody. */
  boolean isDown() {
    return failures >= DOWN_AFTER;
  }

  /**
   * Whether a failure may be due to one query. A host that is down fails for everybody, and its
   * queries are worth keeping together for when it is back; but it may also look so because many
   * queries fail, so the search goes on ever more slowly.
   */
  boolean isWorthParting() {
    return !isDown() || Integer.bitCount(failures) == 1;
  }

  /** Whether it has answered somebody since a moment. */
  boolean hasAnsweredSince(long nanos) {
    return answered && answeredNanos - nanos >= 0;
  }
}
