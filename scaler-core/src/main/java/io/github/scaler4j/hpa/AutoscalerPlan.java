package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All decisions about the scaling of one {@code ScaledObject}: KEDA's activity, cooldown, pauses,
 * fallback and formula, and the HorizontalPodAutoscaler with its memory.
 *
 * <p>Pure and immutable: it reads nothing, sets nothing and has no clock. Each decision takes an
 * {@link AutoscalerState} and returns the next one. A plan with changed settings accepts the same
 * state.
 *
 * <pre>{@code
 * AutoscalerPlan plan = AutoscalerPlan.of(settings);
 * AutoscalerDecision poll = plan.poll(observations, counts, state, now);   // every pollingInterval
 * AutoscalerDecision sync = plan.sync(observations, counts, state, now);   // every 15 seconds
 * sync.scaleTo().ifPresent(replicas -> ...);
 * state = sync.state();
 * }</pre>
 */
public final class AutoscalerPlan {

  private final ScaleSettings settings;
  private final ActivationCalculator activation;
  private final HpaSpec spec;
  private final HpaCalculator hpa;

  private AutoscalerPlan(ScaleSettings settings) {
    this.settings = requireNonNull(settings, "settings");
    this.activation = ActivationCalculator.of(settings);
    this.spec = settings.hpaSpec();
    this.hpa = HpaCalculator.of(spec);
  }

  /**
   * Creates a plan.
   *
   * @param settings the {@code ScaledObject}'s
   * @return a plan
   */
  public static AutoscalerPlan of(ScaleSettings settings) {
    return new AutoscalerPlan(settings);
  }

  /**
   * Decides as KEDA does every {@code pollingInterval}: whether the workload is activated,
   * deactivated or stays as it is.
   *
   * @param observations one for each trigger, in their order; ignored while the object is paused
   * @param counts how many replicas there are
   * @param state the last decision's state, or {@link AutoscalerState#initial}
   * @param now the time of the poll; if the state is ahead of it, as after a clock was set back,
   *     the state's later times count as this time
   * @return what to set, and why; the decision's state assumes that the replicas were set
   * @throws IllegalArgumentException if {@code observations} is empty, or two have the same metric
   *     name
   */
  public AutoscalerDecision poll(
      List<TriggerObservation> observations,
      ReplicaCounts counts,
      AutoscalerState state,
      Instant now) {
    AutoscalerState past = state.notAfter(now);
    if (settings.annotations().paused()) {
      ActivationDecision decision =
          activation.decide(Activity.of(false, false), counts.spec(), past.activation(), now);
      return AutoscalerDecision.ofPoll(counts.spec(), decision, Optional.empty(), paused(past));
    }
    check(observations);
    ObjectMetrics read = ObjectMetrics.of(settings, observations, counts, past.health());
    ActivationDecision decision =
        activation.decide(read.activity(), counts.spec(), past.activation(), now);
    return AutoscalerDecision.ofPoll(
        counts.spec(),
        decision,
        Optional.of(read),
        past.withHealth(read.health()).withActivation(decision.state()));
  }

  /**
   * Decides as the HorizontalPodAutoscaler does every 15 seconds: how many replicas there should
   * be.
   *
   * <p>At 0 replicas and outside its bounds it reads no metric, so failures don't count.
   *
   * @param observations one for each trigger, in their order; ignored while the object is paused
   * @param counts how many replicas there are
   * @param state the last decision's state, or {@link AutoscalerState#initial}
   * @param now the time of the sync; if the state is ahead of it, the state's later times count as
   *     this time
   * @return what to set, and why; the decision's state assumes that the replicas were set
   * @throws IllegalArgumentException if {@code observations} is empty, two have the same metric
   *     name, or a target is less than 1m
   */
  public AutoscalerDecision sync(
      List<TriggerObservation> observations,
      ReplicaCounts counts,
      AutoscalerState state,
      Instant now) {
    AutoscalerState past = state.notAfter(now);
    if (settings.annotations().paused()) {
      return AutoscalerDecision.ofPausedSync(counts.spec(), paused(past));
    }
    check(observations);
    ObjectMetrics read = ObjectMetrics.of(settings, observations, counts, past.health());
    List<MetricObservation> metrics = read.forHpa();
    HpaDecision decision = hpa.decide(counts, metrics, past.hpa(), now);
    boolean looked = readsMetrics(counts);
    AutoscalerState next = past.withHpa(decision.memory());
    return AutoscalerDecision.ofSync(
        counts.spec(),
        decision,
        looked ? Optional.of(read) : Optional.empty(),
        looked ? outlooks(metrics, decision, counts) : List.of(),
        looked ? next.withHealth(read.health()) : next);
  }

  /**
   * Returns whether a sync uses the metrics. If it does not, they need not be read.
   *
   * @param counts how many replicas there are
   * @return false while the object is paused, at 0 replicas, and outside the bounds
   */
  public boolean readsMetrics(ReplicaCounts counts) {
    return !settings.annotations().paused()
        && counts.spec() >= spec.minReplicas()
        && counts.spec() <= spec.maxReplicas();
  }

  private List<MetricOutlook> outlooks(
      List<MetricObservation> metrics, HpaDecision decision, ReplicaCounts counts) {
    List<MetricOutlook> outlooks = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      outlooks.add(new MetricOutlook(metrics, decision.proposals(), i, counts, spec));
    }
    return List.copyOf(outlooks);
  }

  // KEDA deletes the HorizontalPodAutoscaler of a paused object, and its memory with it.
  private static AutoscalerState paused(AutoscalerState state) {
    return state.withHpa(HpaMemory.empty());
  }

  private static void check(List<TriggerObservation> observations) {
    if (observations.isEmpty()) {
      throw new IllegalArgumentException("observations: at least one is required");
    }
    long names =
        observations.stream().map(observation -> observation.spec().name()).distinct().count();
    if (names < observations.size()) {
      throw new IllegalArgumentException("observations: two have the same metric name");
    }
  }
}
