/**
 * Metrics for Micrometer, if it is on the class path. {@code METRICS.md} lists their names.
 *
 * <pre>{@code
 * DatadogScalers scalers = DatadogScalers.create();
 * ScalerMetrics.of(scalers).bindTo(registry);
 * }</pre>
 */
@NullMarked
package io.github.scaler4j.metrics;

import org.jspecify.annotations.NullMarked;
