package io.github.scaler4j.benchmarks.simulation;

import org.HdrHistogram.Histogram;

/** Ages of values, counted in steps of 50 ms. */
final class Ages {

  private static final double STEP_SECONDS = 0.05;

  // Five digits distinguish all steps of the first two hours.
  private final Histogram steps = new Histogram(5);
  private double worst;

  void add(double seconds) {
    steps.recordValue((long) Math.max(0, seconds / STEP_SECONDS));
    worst = Math.max(worst, seconds);
  }

  double median() {
    return steps.getValueAtPercentile(50) * STEP_SECONDS;
  }

  double worst() {
    return worst;
  }
}
