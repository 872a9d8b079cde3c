package io.github.scaler4j.datadogapi;

import java.time.Duration;
import java.util.function.DoubleConsumer;

/**
 * How near one query's value is to where it would change something: the nearest that readers told
 * of the last value, or of the one before, since most readers have not seen the last one yet.
 *
 * <p>Thread-safe and without a lock. Of two readers that tell at once, one may not be heard: it is
 * a hint, and comes again with the next value.
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

  /** A new value came. */
  void onAnswer() {
    double told = ofLast;
    if (!Double.isNaN(told)) {
      before = told;
      ofLast = Double.NaN;
    }
  }

  /**
   * Returns from which age on a value that is near a boundary may ride along in a request of
   * others, and its readers look whether it has.
   */
  static Duration partOf(Duration freshFor) {
    return freshFor.dividedBy(PART_OF_FRESHNESS);
  }

  /** Whether a margin is small enough for the next value to matter more than others'. */
  static boolean isNear(double margin) {
    return margin <= NEAR;
  }

  boolean isNear() {
    return isNear(get());
  }

  double get() {
    double told = ofLast;
    return told < before ? told : before;
  }
}
