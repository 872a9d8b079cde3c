/**
 * Compares Datadog's API, the Cluster Agent's proxy, and one request per read as in KEDA, over real
 * sockets. Start at {@link io.github.scaler4j.benchmarks.comparison.Comparison}.
 */
@NullMarked
package io.github.scaler4j.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
