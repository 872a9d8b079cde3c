/**
 * Kubernetes manifests, from YAML or JSON to {@link io.github.scaler4j.trigger.TriggerMetadata}.
 *
 * <p>Start at {@link io.github.scaler4j.manifest.Manifests}. Objects that a Kubernetes client holds
 * come in through {@link io.github.scaler4j.manifest.ObjectLookup}; what decides is {@link
 * io.github.scaler4j.manifest.TriggerResolver}.
 *
 * <pre>{@code
 * Manifests manifests = Manifests.read(Path.of("nginx.yaml"), Path.of("datadog.yaml"));
 * for (TriggerMetadata trigger : manifests.triggers()) {
 *   ScalerReading reading = scalers.scaler(trigger).read();
 * }
 * }</pre>
 */
@NullMarked
package io.github.scaler4j.manifest;

import org.jspecify.annotations.NullMarked;
