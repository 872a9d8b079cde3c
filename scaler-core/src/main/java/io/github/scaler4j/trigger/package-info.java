/**
 * KEDA's {@code datadog} trigger: what a user writes ({@link
 * io.github.scaler4j.trigger.TriggerMetadata}), and what it means ({@link
 * io.github.scaler4j.trigger.DatadogTrigger}).
 */
@NullMarked
package io.github.scaler4j.trigger;

import org.jspecify.annotations.NullMarked;
