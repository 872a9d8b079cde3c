package io.github.scaler4j.hpa;

import java.util.Optional;

/**
 * What one trigger contributed to a decision. Immutable.
 *
 * <p>Its metric comes from the upstream or from a fallback, or is missing because the trigger
 * failed.
 */
public final class TriggerContribution {

  /** Where a trigger's metric comes from. */
  public enum Source {
    /** The upstream answered. */
    READ,
    /** The trigger failed too often, and the fallback replaces it. */
    FALLBACK,
    /** The trigger failed too often, and the formula gets {@code nil}. */
    NIL,
    /** The trigger failed, and nothing replaces its metric. */
    FAILED
  }

  private final TriggerObservation observation;
  private final Source source;
  private final Optional<Quantity> metric;
  private final int failures;

  TriggerContribution(
      TriggerObservation observation, Source source, Optional<Quantity> metric, int failures) {
    this.observation = observation;
    this.source = source;
    this.metric = metric;
    this.failures = failures;
  }

  /**
   * Returns the observation of the trigger.
   *
   * @return the one that was passed to the plan
   */
  public TriggerObservation observation() {
    return observation;
  }

  /**
   * Returns where the metric comes from.
   *
   * @return {@link Source#READ} if the read succeeded
   */
  public Source source() {
    return source;
  }

  /**
   * Returns the metric.
   *
   * @return the value or the fallback, in thousandths; empty if there is none
   */
  public Optional<Quantity> metric() {
    return metric;
  }

  /**
   * Returns how many failures in a row there were, including this one.
   *
   * @return 0 after a successful read, and without a fallback
   */
  public int failures() {
    return failures;
  }

  /**
   * Returns whether this trigger keeps the workload active.
   *
   * @return true if it is active or in fallback
   */
  public boolean active() {
    return source == Source.READ ? observation.active() : source == Source.FALLBACK;
  }

  String name() {
    return observation.triggerName().isEmpty()
        ? observation.spec().name()
        : observation.triggerName();
  }

  @Override
  public String toString() {
    return name()
        + " "
        + source
        + metric.map(value -> " " + value).orElse("")
        + (failures == 0 ? "" : ", failures " + failures);
  }
}
