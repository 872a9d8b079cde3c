package io.github.scaler4j.benchmarks.jmh;

/** One way to read a metric. */
interface Reader extends AutoCloseable {

  /**
   * Reads the metric of a caller, who has one of their own and makes one read at a time.
   *
   * @param caller from 0
   * @return the metric's value
   */
  double read(int caller) throws Exception;

  @Override
  default void close() {}
}
