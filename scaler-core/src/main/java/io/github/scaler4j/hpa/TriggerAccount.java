package io.github.scaler4j.hpa;

import java.util.Optional;

/**
 * What one trigger contributed to a decision. Immutable.
 *
 * <p>Its metric comes from the upstream, or from a fallback; or it has none, for it failed.
 */
public final class TriggerAccount {

  /** Where a trigger's metric comes from. */
  public enum Source {
    /** The upstream gave it. */
    READ,
    /** The trigger failed more often than is borne, and the fallback stands in. */
    FALLBACK,
    /** As {@link #FALLBACK}, and the formula gets {@code nil}. */
    NIL,
    /** The trigger failed; there is no metric. */
    FAILED
  }

  private final TriggerObservation observation;
  private final Source source;
  private final Optional<Quantity> metric;
  private final int failures;

  TriggerAccount(
      TriggerObservation observation, Source source, Optional<Quantity> metric, int failures) {
    this.observation = observation;
    this.source = source;
    this.metric = metric;
    this.failures = failures;
  }

  /**
   * Returns the read that this is about.
   *
   * @return as given to the plan
   */
  public TriggerObservation observation() {
    return observation;
  }

  /**
   * Returns where the metric comes from.
   *
   * @return {@link Source#READ} if all is well
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
   * Returns how many failures in a row there were, this one among them.
   *
   * @return 0 if all is well, and where no fallback counts them
   */
  public int failures() {
    return failures;
  }

  /**
   * Tells whether this trigger keeps the workload awake.
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
