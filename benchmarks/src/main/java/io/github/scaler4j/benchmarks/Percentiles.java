package io.github.scaler4j.benchmarks;

import org.HdrHistogram.Histogram;

/** A distribution with three significant digits. All values are 0 if nothing was counted. */
public record Percentiles(long count, double p50, double p99, double p999, double worst) {

  /**
   * Reads a histogram.
   *
   * @param unit how many of its values make a unit
   */
  public static Percentiles of(Histogram histogram, double unit) {
    return new Percentiles(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50) / unit,
        histogram.getValueAtPercentile(99) / unit,
        histogram.getValueAtPercentile(99.9) / unit,
        histogram.getMaxValue() / unit);
  }
}
