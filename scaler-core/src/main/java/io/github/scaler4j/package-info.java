/**
 * KEDA's Datadog scaler as a library. Start at {@link io.github.scaler4j.DatadogScalers}.
 *
 * <pre>{@code
 * DatadogTrigger trigger = DatadogTrigger.parse(metadata);
 * try (DatadogScalers scalers = DatadogScalers.create();
 *     DatadogScaler scaler = scalers.scaler(trigger)) {
 *   ScalerReading reading = scaler.read();
 * }
 * }</pre>
 */
@NullMarked
package io.github.scaler4j;

import org.jspecify.annotations.NullMarked;
