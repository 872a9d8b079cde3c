package io.github.scaler4j.datadogapi.merging;

import java.util.Set;

/**
 * The parts of one series of an answer that are compared.
 *
 * @param tags the tags of its group, such as {@code service:web}
 * @param value the chosen point's value, or NaN if no point has one
 * @param timeMillis the chosen point's time since the epoch
 * @param points a hash of the times of all points with a value
 */
public record Group(Set<String> tags, double value, long timeMillis, long points) {

  private static final double TOLERANCE = 1e-9;

  boolean hasValue() {
    return !Double.isNaN(value);
  }

  /** Whether two answers in one request are equal for a query. */
  boolean equalsAnswer(Group other) {
    return timeMillis == other.timeMillis
        && points == other.points
        && (Double.compare(value, other.value) == 0
            || Math.abs(value - other.value)
                <= TOLERANCE * Math.max(Math.abs(value), Math.abs(other.value)));
  }
}
