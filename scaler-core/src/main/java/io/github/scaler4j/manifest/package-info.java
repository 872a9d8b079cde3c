/**
 * Reads Kubernetes manifests in YAML or JSON, and resolves their triggers.
 *
 * <p>{@link io.github.scaler4j.manifest.Manifests} reads files: ScaledObjects, and the
 * TriggerAuthentications and Secrets with their keys.
 *
 * <pre>{@code
 * Manifests manifests = Manifests.read(Path.of("nginx.yaml"), Path.of("datadog.yaml"));
 * for (TriggerMetadata trigger : manifests.triggers()) {
 *   try (DatadogScaler scaler = scalers.scaler(trigger)) {
 *     System.out.println(scaler.metricSpec().name() + " " + scaler.read().quantity());
 *   }
 * }
 * }</pre>
 *
 * <p>You can also pass a Kubernetes client's objects as maps. {@link
 * io.github.scaler4j.manifest.ObjectLookup} finds the authentications and Secrets that they name,
 * and {@link io.github.scaler4j.manifest.TriggerResolver} combines them.
 *
 * <p>Where to go next: {@link io.github.scaler4j.DatadogScalers#scaledObject} opens a whole {@link
 * io.github.scaler4j.manifest.ScaledObject}.
 */
@NullMarked
package io.github.scaler4j.manifest;

import org.jspecify.annotations.NullMarked;
