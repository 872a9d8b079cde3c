package io.github.scaler4j.benchmarks.comparison;

import org.HdrHistogram.Histogram;

/**
 * A distribution, to three digits; zeros if nothing was counted.
 *
 * @param count how many values
 * @param p50 the median
 * @param p99 what 99% don't exceed
 * @param p999 what 99.9% don't exceed
 * @param worst the highest
 */
record Percentiles(long count, double p50, double p99, double p999, double worst) {

  static Percentiles of(Histogram histogram, double unit) {
    if (histogram.getTotalCount() == 0) {
      return new Percentiles(0, 0, 0, 0, 0);
    }
    return new Percentiles(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50) / unit,
        histogram.getValueAtPercentile(99) / unit,
        histogram.getValueAtPercentile(99.9) / unit,
        histogram.getMaxValue() / unit);
  }
}
