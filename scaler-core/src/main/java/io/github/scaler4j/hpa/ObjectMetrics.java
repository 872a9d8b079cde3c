package io.github.scaler4j.hpa;

import io.github.scaler4j.formula.FormulaException;
import io.github.scaler4j.hpa.TriggerContribution.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The metrics of all triggers of an object, after fallbacks and the formula ({@code
 * pkg/fallback/fallback.go}, {@code pkg/scaling/modifiers/formula.go} and {@code
 * pkg/scaling/scale_handler.go}).
 */
final class ObjectMetrics {

  private final ScaleSettings settings;
  private final List<TriggerContribution> triggers;
  private final Map<String, MetricHealth> health;
  private final Optional<Quantity> composite;
  private final Optional<String> formulaFailure;

  private ObjectMetrics(
      ScaleSettings settings,
      List<TriggerContribution> triggers,
      Map<String, MetricHealth> health) {
    this.settings = settings;
    this.triggers = triggers;
    this.health = health;
    Optional<Quantity> result = Optional.empty();
    Optional<String> failure = Optional.empty();
    if (settings.scalingModifiers().isPresent()) {
      try {
        result = Optional.of(composite(settings.scalingModifiers().get()));
      } catch (FormulaException | ArithmeticException e) {
        failure = Optional.of("formula " + e.getMessage());
      }
    }
    this.composite = result;
    this.formulaFailure = failure;
  }

  static ObjectMetrics of(
      ScaleSettings settings,
      List<TriggerObservation> observations,
      ReplicaCounts counts,
      Map<String, MetricHealth> before) {
    Optional<Fallback> fallback = settings.usableFallback();
    Map<String, MetricHealth> health = new HashMap<>();
    List<TriggerContribution> triggers = new ArrayList<>();
    for (TriggerObservation observation : observations) {
      String name = observation.spec().name();
      MetricHealth latest = MetricHealth.unknown();
      // As in KEDA, failures count only for a fallback.
      if (fallback.isPresent() && !observation.isOfResource()) {
        latest = before.getOrDefault(name, latest).after(observation);
        health.put(name, latest);
      }
      triggers.add(contribution(settings, observation, counts, latest.failures()));
    }
    return new ObjectMetrics(settings, List.copyOf(triggers), health);
  }

  private static TriggerContribution contribution(
      ScaleSettings settings, TriggerObservation observation, ReplicaCounts counts, int failures) {
    if (observation.failure().isEmpty()) {
      return new TriggerContribution(observation, Source.READ, observation.quantity(), failures);
    }
    Optional<Fallback> fallback =
        settings.usableFallback().filter(present -> present.appliesAfter(failures));
    if (fallback.isEmpty()) {
      return new TriggerContribution(observation, Source.FAILED, Optional.empty(), failures);
    }
    if (fallback.get().isLeftToFormula()) {
      return new TriggerContribution(observation, Source.NIL, Optional.empty(), failures);
    }
    MetricTarget target =
        settings
            .scalingModifiers()
            .map(ScalingModifiers::fallbackTarget)
            .orElse(observation.spec().target());
    if (target.type() == MetricTargetType.VALUE && counts.ready() == 0) {
      // KEDA's "error performing fallback": for a Value, the fallback is divided by the ready pods.
      return new TriggerContribution(observation, Source.FAILED, Optional.empty(), failures);
    }
    Quantity metric = fallback.get().metric(target, () -> counts);
    return new TriggerContribution(observation, Source.FALLBACK, Optional.of(metric), failures);
  }

  private Quantity composite(ScalingModifiers modifiers) {
    Optional<Quantity> standIn = standIn();
    return standIn.isPresent() ? standIn.get() : calculated(modifiers);
  }

  /** The formula does not apply during a fallback. */
  private Optional<Quantity> standIn() {
    return triggers.stream()
        .filter(trigger -> trigger.source() == Source.FALLBACK)
        .findFirst()
        .flatMap(TriggerContribution::metric);
  }

  private Quantity calculated(ScalingModifiers modifiers) {
    Map<String, Double> values = new HashMap<>();
    for (TriggerContribution trigger : external()) {
      trigger
          .metric()
          .ifPresent(
              metric -> values.put(trigger.observation().triggerName(), metric.doubleValue()));
    }
    OptionalDouble result = modifiers.formula().evaluate(values);
    double value = result.isPresent() ? result.getAsDouble() : replicasTimesTarget(modifiers);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new ArithmeticException("gives " + value);
    }
    return Quantity.ofMilli((long) (value * 1000));
  }

  /** The meaning of a formula whose result is {@code nil}. */
  private double replicasTimesTarget(ScalingModifiers modifiers) {
    if (settings.fallback().isEmpty()) {
      throw new ArithmeticException("gives nil, and no fallback is set");
    }
    return settings.fallback().get().replicas() * modifiers.targetValue();
  }

  List<TriggerContribution> triggers() {
    return triggers;
  }

  Map<String, MetricHealth> health() {
    return health;
  }

  Optional<String> formulaFailure() {
    return formulaFailure;
  }

  /** The triggers that KEDA reads: all but {@code cpu} and {@code memory}. */
  private List<TriggerContribution> external() {
    return triggers.stream().filter(trigger -> !trigger.observation().isOfResource()).toList();
  }

  /** The triggers that keep the workload active without a formula. */
  private List<TriggerContribution> active() {
    List<TriggerContribution> external = external();
    return external.isEmpty()
        ? triggers
        : external.stream().filter(TriggerContribution::active).toList();
  }

  private boolean failed() {
    return external().stream().anyMatch(trigger -> trigger.source() == Source.FAILED);
  }

  /** The result of a poll. */
  Activity activity() {
    boolean active =
        settings
            .scalingModifiers()
            .map(modifiers -> !failed() && exceeds(modifiers.activationTarget()))
            .orElseGet(() -> !active().isEmpty());
    return Activity.of(active, failed());
  }

  /** The names that keep the workload active: of triggers, or of the formula's metric. */
  List<String> activeBy() {
    if (!activity().active()) {
      return List.of();
    }
    return settings.scalingModifiers().isPresent()
        ? List.of(ScalingModifiers.COMPOSITE_METRIC_NAME)
        : active().stream().map(TriggerContribution::name).toList();
  }

  private boolean exceeds(double activationTarget) {
    return composite.filter(value -> value.doubleValue() > activationTarget).isPresent();
  }

  /** The metrics of the HorizontalPodAutoscaler at a sync. */
  List<MetricObservation> forHpa() {
    List<MetricObservation> metrics = new ArrayList<>();
    for (TriggerContribution trigger : triggers) {
      if (settings.scalingModifiers().isEmpty() || trigger.observation().isOfResource()) {
        metrics.add(new MetricObservation(trigger.observation().spec(), trigger.metric()));
      }
    }
    settings
        .scalingModifiers()
        .map(modifiers -> new MetricObservation(modifiers.metricSpec(), compositeForHpa()))
        .ifPresent(metrics::add);
    return metrics;
  }

  private Optional<Quantity> compositeForHpa() {
    return failed() && standIn().isEmpty() ? Optional.empty() : composite;
  }
}
