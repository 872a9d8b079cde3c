package io.github.scaler4j;

import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.manifest.ScaleTrigger;

/**
 * Reads an object's triggers of other types than {@code datadog}, such as {@code cron} and {@code
 * kafka}. The caller implements it for a {@link ScaledObjectAutoscaler}.
 *
 * <p>Implementations must be thread-safe. They distinguish triggers by {@link ScaleTrigger#name()}
 * or {@link ScaleTrigger#index()}.
 *
 * <p>A HorizontalPodAutoscaler reads {@code cpu} and {@code memory} itself. Here they are metrics
 * of type {@code AverageValue}: the target is the utilization per pod, and the value is the
 * utilization of all pods together. As in KEDA, they count for the number of replicas, even with a
 * formula. They do not count in a formula, for a fallback or for activity.
 */
public interface OtherTriggers {

  /**
   * Returns the name and the target of a trigger's metric. Called once for each trigger when an
   * autoscaler is created and when its object changes, on the thread that does so. It may block
   * that thread.
   *
   * @param trigger the trigger, as written
   * @return the name and target; in KEDA for example {@code s1-cron-UTC-08xxx15-018xxx15} with an
   *     {@code AverageValue} of 1. A target of less than 0.001 is refused with an {@link
   *     io.github.scaler4j.error.InvalidTriggerException}, unless a formula replaces the metric
   * @throws RuntimeException if the trigger can't be read; it propagates to whoever creates or
   *     updates the autoscaler
   */
  MetricSpec metricSpec(ScaleTrigger trigger);

  /**
   * Reads a trigger. Called on {@link DatadogScalers.Builder#executor} at each poll and sync, but
   * never while an earlier call is running. It may block; the autoscaler waits for at most {@link
   * io.github.scaler4j.trigger.TriggerMetadata#DEFAULT_TIMEOUT}.
   *
   * @param trigger the trigger, as written
   * @return a value, or the reason for its absence; never null
   * @throws RuntimeException counts as a failure; its type is reported, but not its message
   */
  TriggerSample read(ScaleTrigger trigger);
}
