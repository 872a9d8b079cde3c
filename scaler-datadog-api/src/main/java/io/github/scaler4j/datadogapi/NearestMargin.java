package io.github.scaler4j.datadogapi;

import java.time.Duration;
import java.util.function.DoubleConsumer;

/**
 * The distance of one query's value from the nearest boundary: the smallest margin that readers
 * reported for the last value or the one before it. Most readers have not seen the last one yet.
 *
 * <p>Thread-safe and without a lock. If two readers report at once, one report may be lost. A
 * margin is only a hint, and is reported again for the next value.
 */
final class NearestMargin implements DoubleConsumer {

  // The band in which a HorizontalPodAutoscaler changes nothing is a tenth wide on each side; a
  // third reaches well beyond it.
  private static final double NEAR = 1.0 / 3;

  private static final int PART_OF_FRESHNESS = 4;

  private volatile double ofLast = Double.NaN;
  private volatile double before = Double.POSITIVE_INFINITY;

  @Override
  public void accept(double margin) {
    double nearest = ofLast;
    if (margin >= 0 && (Double.isNaN(nearest) || margin < nearest)) {
      ofLast = margin;
    }
  }

  /** Starts a new value. */
  void onAnswer() {
    double nearest = ofLast;
    if (!Double.isNaN(nearest)) {
      before = nearest;
      ofLast = Double.NaN;
    }
  }

  /**
   * Returns the age from which a value near a boundary may be requested in other queries' requests,
   * and from which its readers look for a newer one.
   */
  static Duration partOf(Duration freshFor) {
    return freshFor.dividedBy(PART_OF_FRESHNESS);
  }

  /**
   * Whether a margin is so small that this value's refresh matters more than those of other values.
   */
  static boolean isNear(double margin) {
    return margin <= NEAR;
  }

  double get() {
    double nearest = ofLast;
    return nearest < before ? nearest : before;
  }
}
