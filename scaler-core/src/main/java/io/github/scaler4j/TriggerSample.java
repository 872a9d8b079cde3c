package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.TriggerObservation;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * The result of one read of {@link OtherTriggers}: a value and an activity, or a failure.
 * Immutable.
 */
public final class TriggerSample {

  private final OptionalDouble value;
  private final boolean active;
  private final String failure;

  private TriggerSample(OptionalDouble value, boolean active, String failure) {
    this.value = value;
    this.active = active;
    this.failure = failure;
  }

  /**
   * Creates a sample of a value.
   *
   * @param value the metric, summed over all pods
   * @param active whether the trigger keeps the workload active
   * @return a new sample
   * @throws IllegalArgumentException if the value is NaN or infinite
   */
  public static TriggerSample of(double value, boolean active) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("value: must be finite, got " + value);
    }
    return new TriggerSample(OptionalDouble.of(value), active, "");
  }

  /**
   * Creates the sample of a trigger that can't be read.
   *
   * @param reason the cause, on one line and without secrets; {@code explain()} shows it
   * @return a new sample
   */
  public static TriggerSample failed(String reason) {
    return new TriggerSample(OptionalDouble.empty(), false, requireNonNull(reason, "reason"));
  }

  TriggerObservation toObservation(MetricSpec spec, Instant now) {
    return value.isPresent()
        ? TriggerObservation.of(spec, value.getAsDouble(), active, now)
        : TriggerObservation.failed(spec, failure, now);
  }

  @Override
  public String toString() {
    return "TriggerSample["
        + (value.isPresent() ? value.getAsDouble() + (active ? ", active" : "") : failure)
        + "]";
  }
}
