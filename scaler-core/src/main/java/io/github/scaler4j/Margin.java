package io.github.scaler4j;

import io.github.scaler4j.hpa.MetricOutlook;
import io.github.scaler4j.hpa.Quantity;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The distance of a value from the boundary at which it would change something, relative to the
 * larger of the two.
 */
final class Margin {

  /** No value would change anything. */
  static final double NONE = Double.POSITIVE_INFINITY;

  private Margin() {}

  static double between(double value, double boundary) {
    double scale = Math.max(Math.abs(value), Math.abs(boundary));
    return scale == 0 ? 0 : Math.abs(value - boundary) / scale;
  }

  /** Returns the margin to the nearest value that would give another number of replicas. */
  static double of(MetricOutlook metric) {
    Optional<Quantity> value = metric.value();
    if (value.isEmpty()) {
      return NONE;
    }
    return Stream.of(metric.raisesFrom(), metric.lowersFrom())
        .flatMap(Optional::stream)
        .mapToDouble(boundary -> between(value.get().doubleValue(), boundary.doubleValue()))
        .min()
        .orElse(NONE);
  }
}
