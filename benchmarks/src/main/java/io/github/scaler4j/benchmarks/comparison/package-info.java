/**
 * Datadog's API versus the Cluster Agent's proxy versus one request per read, as KEDA does it, over
 * real sockets. Start at {@link io.github.scaler4j.benchmarks.comparison.Comparison}.
 */
@NullMarked
package io.github.scaler4j.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
