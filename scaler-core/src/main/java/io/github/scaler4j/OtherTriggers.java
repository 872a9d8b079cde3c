package io.github.scaler4j;

import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.manifest.ScaleTrigger;

/**
 * Reads the triggers of an object that are not of type {@code datadog}, such as {@code cron} and
 * {@code kafka}: the caller's part of a {@link ScaledObjectAutoscaler}.
 *
 * <p>Implementations are thread-safe and tell the triggers apart by {@link ScaleTrigger#name()} or
 * {@link ScaleTrigger#index()}.
 *
 * <p>A HorizontalPodAutoscaler reads {@code cpu} and {@code memory} itself. Here they take part as
 * metrics of type {@code AverageValue}: the target is the utilization per pod, the value that of
 * all pods together. As in KEDA they have a part in the replicas, even with a formula, but in no
 * formula, no fallback and no activity.
 */
public interface OtherTriggers {

  /**
   * Returns the name and the target of a trigger's metric. Called once for each trigger when an
   * autoscaler is made and when its object changes.
   *
   * @param trigger the trigger, as written
   * @return in KEDA for example {@code s1-cron-UTC-08xxx15-018xxx15} with an {@code AverageValue}
   *     of 1
   * @throws RuntimeException if the trigger can't be read; it reaches the creator of the autoscaler
   */
  MetricSpec metricSpec(ScaleTrigger trigger);

  /**
   * Reads a trigger. Called on {@link DatadogScalers.Builder#executor} at each poll and sync, but
   * not again before an earlier call has ended. It may block, and is waited for for {@link
   * io.github.scaler4j.trigger.TriggerMetadata#DEFAULT_TIMEOUT}.
   *
   * @param trigger the trigger, as written
   * @return a value, or why there is none
   * @throws RuntimeException counts as a failure, of which the type is told and the message is not
   */
  TriggerSample read(ScaleTrigger trigger);
}
