package io.github.scaler4j.hpa;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one poll or one sync of a {@code ScaledObject} decided, and why. Immutable.
 *
 * <p>A poll is KEDA's: it has an {@link #activation}. A sync is the HorizontalPodAutoscaler's: it
 * has an {@link #hpa} decision, unless the object is paused.
 */
public final class AutoscalerDecision {

  private final int replicas;
  private final OptionalInt scaleTo;
  private final List<TriggerAccount> triggers;
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
   * Returns the {@code spec.replicas} that there were.
   *
   * @return as given to the plan
   */
  public int replicas() {
    return replicas;
  }

  /**
   * Returns the {@code spec.replicas} to set now.
   *
   * @return empty to leave them
   */
  public OptionalInt scaleTo() {
    return scaleTo;
  }

  /**
   * Returns what each trigger contributed.
   *
   * @return in the order of the triggers; empty if the object is paused, and for a sync that reads
   *     no metric
   */
  public List<TriggerAccount> triggers() {
    return triggers;
  }

  /**
   * Returns why the formula gave no metric.
   *
   * @return empty if it did, or if there is none
   */
  public Optional<String> formulaFailure() {
    return formulaFailure;
  }

  /**
   * Returns what keeps the workload awake.
   *
   * @return names of triggers (of their metrics where they have none), or {@value
   *     ScalingModifiers#COMPOSITE_METRIC_NAME} for a formula; empty if nothing does
   */
  public List<String> activeBy() {
    return activeBy;
  }

  /**
   * Returns what KEDA decided.
   *
   * @return empty for a sync
   */
  public Optional<ActivationDecision> activation() {
    return activation;
  }

  /**
   * Returns what the HorizontalPodAutoscaler decided.
   *
   * @return empty for a poll, and for a sync of a paused object
   */
  public Optional<HpaDecision> hpa() {
    return hpa;
  }

  /**
   * Returns the metrics that the HorizontalPodAutoscaler is given, and what they ask for.
   *
   * @return one for each trigger; with a formula one for each of cpu and memory, and one for the
   *     formula. Empty for a poll
   */
  public List<MetricOutlook> metrics() {
    return metrics;
  }

  /**
   * Returns what the next poll or sync must be given.
   *
   * @return the state with this decision in it
   */
  public AutoscalerState state() {
    return state;
  }

  /**
   * Explains the decision in one line of text, for logs and for people.
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
