package io.github.scaler4j.hpa;

/**
 * How far the ratio of usage to target may differ from 1 without a change, down and up.
 *
 * @param down below 1
 * @param up above 1
 */
record Tolerance(double down, double up) {

  static final Tolerance DEFAULT = new Tolerance(0.1, 0.1);

  boolean covers(double usageRatio) {
    return 1.0 - down <= usageRatio && usageRatio <= 1.0 + up;
  }
}
