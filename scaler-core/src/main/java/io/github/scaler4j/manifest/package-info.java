/**
 * Kubernetes manifests, from YAML or JSON to {@link io.github.scaler4j.trigger.TriggerMetadata}.
 */
@NullMarked
package io.github.scaler4j.manifest;

import org.jspecify.annotations.NullMarked;
