package io.github.scaler4j.benchmarks.jmh;

import io.github.scaler4j.hpa.Quantity;

/** One way to read a metric. */
interface Reader extends AutoCloseable {

  /**
   * Reads the metric of a caller.
   *
   * @param caller from 0; each has its own metric and makes one read at a time
   */
  double read(int caller) throws Exception;

  @Override
  default void close() {}

  /** Reads a quantity; the same code for all clients. */
  static double quantity(String text) {
    return Quantity.parse(text).doubleValue();
  }
}
