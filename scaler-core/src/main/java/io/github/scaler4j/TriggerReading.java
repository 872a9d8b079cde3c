package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.hpa.MetricObservation;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.Quantity;
import java.util.Optional;

/**
 * What one trigger of a {@link ScaledObjectScaler} gave: it was read, it failed, or it fell back.
 */
public sealed interface TriggerReading {

  /** Returns the metric's name and target. */
  MetricSpec spec();

  /**
   * Tells whether this trigger keeps the workload awake.
   *
   * @return the activity of a reading; true for a fallback, false for a failure without one
   */
  boolean active();

  /**
   * Returns the metric for the HorizontalPodAutoscaler.
   *
   * @return empty for a failure without a fallback
   */
  Optional<Quantity> metric();

  /**
   * Returns why the trigger could not be read.
   *
   * @return empty for a reading
   */
  Optional<ScalerException> failure();

  /** Returns what {@link io.github.scaler4j.hpa.HpaCalculator} takes. */
  default MetricObservation observation() {
    return new MetricObservation(spec(), metric());
  }

  /**
   * The trigger was read.
   *
   * @param spec the metric's name and target
   * @param reading the reading
   */
  record Read(MetricSpec spec, ScalerReading reading) implements TriggerReading {

    /**
     * Checks the parts.
     *
     * @throws NullPointerException if an argument is null
     */
    public Read {
      requireNonNull(spec, "spec");
      requireNonNull(reading, "reading");
    }

    @Override
    public boolean active() {
      return reading.active();
    }

    @Override
    public Optional<Quantity> metric() {
      return Optional.of(reading.quantity());
    }

    @Override
    public Optional<ScalerException> failure() {
      return Optional.empty();
    }
  }

  /**
   * The trigger could not be read, and nothing stands in.
   *
   * @param spec the metric's name and target
   * @param why why it could not be read
   */
  record Failed(MetricSpec spec, ScalerException why) implements TriggerReading {

    /**
     * Checks the parts.
     *
     * @throws NullPointerException if an argument is null
     */
    public Failed {
      requireNonNull(spec, "spec");
      requireNonNull(why, "why");
    }

    @Override
    public boolean active() {
      return false;
    }

    @Override
    public Optional<Quantity> metric() {
      return Optional.empty();
    }

    @Override
    public Optional<ScalerException> failure() {
      return Optional.of(why);
    }
  }

  /**
   * The trigger could not be read more often than its fallback allows, so the fallback stands in.
   *
   * @param spec the metric's name and target
   * @param why why it could not be read
   * @param quantity the metric that stands in
   */
  record FellBack(MetricSpec spec, ScalerException why, Quantity quantity)
      implements TriggerReading {

    /**
     * Checks the parts.
     *
     * @throws NullPointerException if an argument is null
     */
    public FellBack {
      requireNonNull(spec, "spec");
      requireNonNull(why, "why");
      requireNonNull(quantity, "quantity");
    }

    @Override
    public boolean active() {
      return true;
    }

    @Override
    public Optional<Quantity> metric() {
      return Optional.of(quantity);
    }

    @Override
    public Optional<ScalerException> failure() {
      return Optional.of(why);
    }
  }
}
