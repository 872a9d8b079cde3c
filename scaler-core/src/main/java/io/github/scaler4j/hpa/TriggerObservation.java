package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of one read of one trigger: a value and an activity, or a failure.
 *
 * <p>Immutable. The trigger may be of any type: the caller reads a {@code cron} or a {@code kafka}
 * trigger and passes its result in this form.
 */
public final class TriggerObservation {

  private final String triggerName;
  private final MetricSpec spec;
  private final OptionalDouble value;
  private final boolean active;
  private final Optional<String> failure;
  private final Instant answeredAt;
  private final boolean resource;

  private TriggerObservation(
      String triggerName,
      MetricSpec spec,
      OptionalDouble value,
      boolean active,
      Optional<String> failure,
      Instant answeredAt,
      boolean resource) {
    this.triggerName = requireNonNull(triggerName, "triggerName");
    this.spec = requireNonNull(spec, "spec");
    this.value = value;
    this.active = active;
    this.failure = failure;
    this.answeredAt = requireNonNull(answeredAt, "answeredAt");
    this.resource = resource;
  }

  /**
   * Creates the observation of a value.
   *
   * @param spec the metric's name and target; the name identifies the trigger within its object
   * @param value the raw value; rounded to thousandths as KEDA does
   * @param active whether the trigger keeps the workload active
   * @param answeredAt when the upstream answered; readers that share an answer pass the same time
   * @return an observation without a trigger name
   * @throws IllegalArgumentException if the value is NaN or infinite
   */
  public static TriggerObservation of(
      MetricSpec spec, double value, boolean active, Instant answeredAt) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(spec.name() + ": the value must be finite, got " + value);
    }
    return new TriggerObservation(
        "", spec, OptionalDouble.of(value), active, Optional.empty(), answeredAt, false);
  }

  /**
   * Creates the observation of a failure.
   *
   * @param spec the metric's name and target
   * @param reason the cause, in one line and without secrets; explanations show it
   * @param answeredAt when the upstream failed, or the time of the read if no request was sent;
   *     readers that share a failure pass the same time
   * @return an observation without a trigger name
   */
  public static TriggerObservation failed(MetricSpec spec, String reason, Instant answeredAt) {
    return new TriggerObservation(
        "", spec, OptionalDouble.empty(), false, Optional.of(reason), answeredAt, false);
  }

  /**
   * Returns this observation with the trigger's name, which a formula uses.
   *
   * @param name {@code triggers[].name}
   * @return another observation
   */
  public TriggerObservation named(String name) {
    return new TriggerObservation(name, spec, value, active, failure, answeredAt, resource);
  }

  /**
   * Returns the same observation, marked as one of a {@code cpu} or {@code memory} trigger, which
   * the HorizontalPodAutoscaler reads without KEDA. It counts for the number of replicas, even with
   * a formula. It does not count in the formula, for a fallback or for activity. If all triggers
   * are of these types, the workload is always active.
   *
   * @return another observation
   */
  public TriggerObservation ofResource() {
    return new TriggerObservation(triggerName, spec, value, active, failure, answeredAt, true);
  }

  boolean isOfResource() {
    return resource;
  }

  /**
   * Returns the trigger's name.
   *
   * @return empty if it has none
   */
  public String triggerName() {
    return triggerName;
  }

  /**
   * Returns the metric's name and target.
   *
   * @return as given
   */
  public MetricSpec spec() {
    return spec;
  }

  /**
   * Returns the metric as KEDA reports it.
   *
   * @return the value rounded to thousandths, and 0 for a negative one; empty for a failure
   */
  public Optional<Quantity> quantity() {
    return value.isPresent()
        ? Optional.of(Quantity.ofMetric(value.getAsDouble()))
        : Optional.empty();
  }

  /**
   * Returns whether the trigger keeps the workload active.
   *
   * @return false for a failure
   */
  public boolean active() {
    return active;
  }

  /**
   * Returns why the trigger could not be read.
   *
   * @return empty for a value
   */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * Returns when the upstream answered or failed.
   *
   * @return as given
   */
  public Instant answeredAt() {
    return answeredAt;
  }

  @Override
  public String toString() {
    return "TriggerObservation["
        + spec.name()
        + failure.map(reason -> ", failed: " + reason).orElseGet(() -> ", " + value.getAsDouble())
        + (active ? ", active" : "")
        + ", "
        + answeredAt
        + "]";
  }
}
