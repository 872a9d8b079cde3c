package io.github.scaler4j.datadogapi;

/**
 * The chosen point of one time series of an answer.
 *
 * @param queryIndex which of the comma-joined queries gave it, from 0, or {@link #NO_INDEX}
 * @param value the chosen point's value, or NaN if no point has one
 * @param timestampMillis the chosen point's time since the epoch; 0 without a point or a time
 */
record Series(int queryIndex, double value, long timestampMillis) {

  /** The index of a series whose {@code query_index} is missing or negative. */
  static final int NO_INDEX = -1;

  boolean hasIndex() {
    return queryIndex != NO_INDEX;
  }

  boolean hasValue() {
    return !Double.isNaN(value);
  }

  Series withIndex(int index) {
    return index == queryIndex ? this : new Series(index, value, timestampMillis);
  }
}
