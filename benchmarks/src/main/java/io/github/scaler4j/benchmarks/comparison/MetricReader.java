package io.github.scaler4j.benchmarks.comparison;

import java.util.concurrent.CompletableFuture;

/**
 * An autoscaler's view of its triggers, in one of the ways.
 *
 * @param <R> a reading
 */
interface MetricReader<R> extends AutoCloseable {

  /** Reads a trigger; the future fails if no value can be had. */
  CompletableFuture<R> read(int scaler);

  /** Returns the value of a reading. */
  double value(R reading);

  @Override
  void close();
}
