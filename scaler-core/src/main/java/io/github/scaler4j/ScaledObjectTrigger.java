package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

/**
 * One trigger of a {@link ScaledObjectScaler}.
 *
 * @param scaler reads the trigger; stays the caller's to close
 * @param useCachedMetrics KEDA's option of the same name: whether the HorizontalPodAutoscaler gets
 *     what the last poll found, instead of a read of its own
 */
public record ScaledObjectTrigger(DatadogScaler scaler, boolean useCachedMetrics) {

  /**
   * Makes a trigger.
   *
   * @throws NullPointerException if {@code scaler} is null
   */
  public ScaledObjectTrigger {
    requireNonNull(scaler, "scaler");
  }

  /**
   * Makes a trigger that is read for every sync of the autoscaler: KEDA's default.
   *
   * @param scaler reads the trigger; stays the caller's to close
   * @return never null
   */
  public static ScaledObjectTrigger of(DatadogScaler scaler) {
    return new ScaledObjectTrigger(scaler, false);
  }
}
