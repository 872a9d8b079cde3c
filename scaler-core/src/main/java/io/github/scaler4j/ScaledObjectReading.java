package io.github.scaler4j;

import io.github.scaler4j.hpa.MetricObservation;
import java.util.List;

/**
 * What one poll of a {@link ScaledObjectScaler} found.
 *
 * @param triggers one reading for each trigger, in order
 */
public record ScaledObjectReading(List<TriggerReading> triggers) {

  /** Makes a reading. */
  public ScaledObjectReading {
    triggers = List.copyOf(triggers);
  }

  /**
   * Tells whether the workload should be awake.
   *
   * @return true if any trigger is active or in fallback
   */
  public boolean active() {
    return triggers.stream().anyMatch(TriggerReading::active);
  }

  /**
   * Tells whether any trigger could not be read, in fallback or not.
   *
   * @return KEDA's {@code isError}
   */
  public boolean failed() {
    return triggers.stream().anyMatch(trigger -> trigger.failure().isPresent());
  }

  /**
   * Returns what {@link io.github.scaler4j.hpa.HpaCalculator} takes.
   *
   * @return one observation for each trigger, in order
   */
  public List<MetricObservation> observations() {
    return triggers.stream().map(TriggerReading::observation).toList();
  }
}
