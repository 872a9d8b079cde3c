package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.hpa.MetricObservation;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.Quantity;
import java.util.Optional;

/**
 * What one trigger of a {@link ScaledObjectScaler} gave: a reading; or a failure, with or without a
 * fallback.
 *
 * @param spec the metric's name and target
 * @param reading the reading, or empty if it failed
 * @param failure why it failed, or empty
 * @param fallback the metric that stands in after too many failures, or empty
 */
public record TriggerReading(
    MetricSpec spec,
    Optional<ScalerReading> reading,
    Optional<ScalerException> failure,
    Optional<Quantity> fallback) {

  /**
   * Makes a reading.
   *
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException unless there is either a reading or a failure, and no fallback
   *     without a failure
   */
  public TriggerReading {
    requireNonNull(spec, "spec");
    if (reading.isPresent() == failure.isPresent()
        || (reading.isPresent() && fallback.isPresent())) {
      throw new IllegalArgumentException(spec.name() + ": either a reading or a failure is needed");
    }
  }

  /**
   * Tells whether this trigger keeps the workload awake: the reading is active, or a fallback
   * stands in.
   *
   * @return false for a failure without fallback
   */
  public boolean active() {
    return reading.map(ScalerReading::active).orElse(fallback.isPresent());
  }

  /**
   * Returns the metric for the HorizontalPodAutoscaler.
   *
   * @return the reading's quantity, or the fallback; empty for a failure without one
   */
  public Optional<Quantity> metric() {
    return reading.map(ScalerReading::quantity).or(() -> fallback);
  }

  /**
   * Returns what {@link io.github.scaler4j.hpa.ReplicaCalculator} takes.
   *
   * @return the spec and {@link #metric()}
   */
  public MetricObservation observation() {
    return new MetricObservation(spec, metric());
  }
}
