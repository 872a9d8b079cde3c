package io.github.scaler4j.hpa;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The decision of one poll or one sync of a {@code ScaledObject}, with its reasons. Immutable.
 *
 * <p>A poll is KEDA's and has an {@link #activation}. A sync is the HorizontalPodAutoscaler's and
 * has an {@link #hpa} decision, unless the object is paused.
 */
public final class AutoscalerDecision {

  private final int replicas;
  private final OptionalInt scaleTo;
  private final List<TriggerContribution> triggers;
  private final Optional<String> formulaFailure;
  private final List<String> activeBy;
  private final Optional<ActivationDecision> activation;
  private final Optional<HpaDecision> hpa;
  private final List<MetricOutlook> metrics;
  private final AutoscalerState state;

  private AutoscalerDecision(
      int replicas,
      OptionalInt scaleTo,
      Optional<ObjectMetrics> read,
      Optional<ActivationDecision> activation,
      Optional<HpaDecision> hpa,
      List<MetricOutlook> metrics,
      AutoscalerState state) {
    this.replicas = replicas;
    this.scaleTo = scaleTo;
    this.triggers = read.map(ObjectMetrics::triggers).orElse(List.of());
    this.formulaFailure = read.flatMap(ObjectMetrics::formulaFailure);
    this.activeBy = read.map(ObjectMetrics::activeBy).orElse(List.of());
    this.activation = activation;
    this.hpa = hpa;
    this.metrics = metrics;
    this.state = state;
  }

  static AutoscalerDecision ofPoll(
      int replicas,
      ActivationDecision activation,
      Optional<ObjectMetrics> read,
      AutoscalerState state) {
    return new AutoscalerDecision(
        replicas,
        activation.scaleTo(),
        read,
        Optional.of(activation),
        Optional.empty(),
        List.of(),
        state);
  }

  static AutoscalerDecision ofSync(
      int replicas,
      HpaDecision hpa,
      Optional<ObjectMetrics> read,
      List<MetricOutlook> metrics,
      AutoscalerState state) {
    return new AutoscalerDecision(
        replicas,
        hpa.replicas() == replicas ? OptionalInt.empty() : OptionalInt.of(hpa.replicas()),
        read,
        Optional.empty(),
        Optional.of(hpa),
        metrics,
        state);
  }

  static AutoscalerDecision ofPausedSync(int replicas, AutoscalerState state) {
    return new AutoscalerDecision(
        replicas,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        state);
  }

  /**
   * Returns the {@code spec.replicas} before the decision.
   *
   * @return the number that was passed to the plan
   */
  public int replicas() {
    return replicas;
  }

  /**
   * Returns the {@code spec.replicas} to set now.
   *
   * @return empty to leave it unchanged
   */
  public OptionalInt scaleTo() {
    return scaleTo;
  }

  /**
   * Returns what each trigger contributed.
   *
   * @return the contributions in the order of the triggers; empty if the object is paused, and for
   *     a sync that reads no metric
   */
  public List<TriggerContribution> triggers() {
    return triggers;
  }

  /**
   * Returns why the formula produced no metric.
   *
   * @return empty if it did, or if the object has no formula
   */
  public Optional<String> formulaFailure() {
    return formulaFailure;
  }

  /**
   * Returns what keeps the workload active.
   *
   * @return the names of triggers (or of their metrics, for triggers without a name), or {@value
   *     ScalingModifiers#COMPOSITE_METRIC_NAME} for a formula; empty if nothing does
   */
  public List<String> activeBy() {
    return activeBy;
  }

  /**
   * Returns KEDA's decision.
   *
   * @return empty for a sync
   */
  public Optional<ActivationDecision> activation() {
    return activation;
  }

  /**
   * Returns the HorizontalPodAutoscaler's decision.
   *
   * @return empty for a poll, and for a sync of a paused object
   */
  public Optional<HpaDecision> hpa() {
    return hpa;
  }

  /**
   * Returns the HorizontalPodAutoscaler's metrics, and how many replicas each asks for.
   *
   * @return one for each trigger; with a formula, one for the formula and one for each cpu or
   *     memory trigger; empty for a poll
   */
  public List<MetricOutlook> metrics() {
    return metrics;
  }

  /**
   * Returns the state for the next poll or sync.
   *
   * @return the state after this decision
   */
  public AutoscalerState state() {
    return state;
  }

  /**
   * Explains the decision in one line of text, for logs and operators.
   *
   * @return for example {@code sync: 3 replicas stay; ...}
   */
  public String explain() {
    return Explanation.of(this);
  }

  /** Returns {@link #explain}. */
  @Override
  public String toString() {
    return explain();
  }
}
