package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.hpa.HpaMemory.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a HorizontalPodAutoscaler does at one sync, and why. Immutable.
 *
 * <p>The number of replicas is made in steps: what the metrics ask for ({@link #desired}), what the
 * stabilisation window leaves of it ({@link #stabilized}), and what the policies and the bounds
 * leave of that ({@link #replicas}).
 */
public final class HpaDecision {

  /** What held the replicas back after stabilisation: Kubernetes' condition ScalingLimited. */
  public enum Limit {
    /** Nothing did. */
    NONE("DesiredWithinRange"),
    /** The policies for scaling up, or without {@code behavior} twice the replicas. */
    SCALE_UP_LIMIT("ScaleUpLimit"),
    /** The policies for scaling down. */
    SCALE_DOWN_LIMIT("ScaleDownLimit"),
    /** The maximum. */
    TOO_MANY_REPLICAS("TooManyReplicas"),
    /** The minimum. */
    TOO_FEW_REPLICAS("TooFewReplicas");

    private final String kubernetesName;

    Limit(String kubernetesName) {
      this.kubernetesName = kubernetesName;
    }

    /**
     * Returns the reason in the status of a HorizontalPodAutoscaler.
     *
     * @return for example {@code ScaleUpLimit}
     */
    public String kubernetesName() {
      return kubernetesName;
    }
  }

  private final ReplicaRecommendation recommendation;
  private final OptionalInt desired;
  private final OptionalInt stabilized;
  private final Optional<Recommendation> holder;
  private final Optional<Instant> heldUntil;
  private final Limit limit;
  private final Optional<ScalingPolicy> policy;
  private final HpaMemory memory;

  private HpaDecision(
      ReplicaRecommendation recommendation,
      OptionalInt desired,
      OptionalInt stabilized,
      Optional<Recommendation> holder,
      Optional<Instant> heldUntil,
      Limit limit,
      Optional<ScalingPolicy> policy,
      HpaMemory memory) {
    this.recommendation = requireNonNull(recommendation, "recommendation");
    this.desired = desired;
    this.stabilized = stabilized;
    this.holder = holder;
    this.heldUntil = heldUntil;
    this.limit = limit;
    this.policy = policy;
    this.memory = requireNonNull(memory, "memory");
  }

  static HpaDecision withoutMetrics(ReplicaRecommendation recommendation, HpaMemory memory) {
    return new HpaDecision(
        recommendation,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Limit.NONE,
        Optional.empty(),
        memory);
  }

  static HpaDecision byMetrics(
      ReplicaRecommendation recommendation,
      int desired,
      StabilizationWindow.Result window,
      ScalingLimit.Result limit,
      HpaMemory memory) {
    return new HpaDecision(
        recommendation,
        OptionalInt.of(desired),
        OptionalInt.of(window.replicas()),
        window.holder(),
        window.heldUntil(),
        limit.limit(),
        limit.policy(),
        memory);
  }

  /**
   * Returns the {@code spec.replicas} to set.
   *
   * @return the current ones if nothing is to change
   */
  public int replicas() {
    return recommendation.replicas();
  }

  /**
   * Returns what decided.
   *
   * @return {@link ReplicaRecommendation.Reason#METRICS} if the metrics did, within window,
   *     policies and bounds
   */
  public ReplicaRecommendation.Reason reason() {
    return recommendation.reason();
  }

  /**
   * Returns what each metric asks for.
   *
   * @return the proposals in the order of the metrics
   */
  public List<MetricProposal> proposals() {
    return recommendation.proposals();
  }

  /**
   * Returns the column TARGETS of {@code kubectl get hpa}.
   *
   * @return the texts of two metrics at most, and how many more there are
   */
  public String targets() {
    return recommendation.targets();
  }

  /**
   * Returns the largest proposal, before window, policies and bounds.
   *
   * @return empty unless the metrics decided
   */
  public OptionalInt desired() {
    return desired;
  }

  /**
   * Returns what the stabilisation window leaves of {@link #desired}.
   *
   * @return empty unless the metrics decided
   */
  public OptionalInt stabilized() {
    return stabilized;
  }

  /**
   * Returns the earlier recommendation that holds the present one back.
   *
   * @return empty if none does
   */
  public Optional<Recommendation> holder() {
    return holder;
  }

  /**
   * Returns when {@link #holder} leaves the stabilisation window.
   *
   * @return empty if nothing is held back
   */
  public Optional<Instant> heldUntil() {
    return heldUntil;
  }

  /**
   * Returns what held the replicas back after stabilisation.
   *
   * @return {@link Limit#NONE} if nothing did
   */
  public Limit limit() {
    return limit;
  }

  /**
   * Returns the scaling policy that set the pace.
   *
   * @return empty unless a policy did; a disabled direction has none
   */
  public Optional<ScalingPolicy> policy() {
    return policy;
  }

  /**
   * Returns what the next sync must be given.
   *
   * @return the memory with this sync in it
   */
  public HpaMemory memory() {
    return memory;
  }

  @Override
  public String toString() {
    return "HpaDecision["
        + replicas()
        + ", "
        + reason()
        + (desired.isPresent() ? ", desired=" + desired.getAsInt() : "")
        + (stabilized.isPresent() ? ", stabilized=" + stabilized.getAsInt() : "")
        + ", "
        + limit
        + "]";
  }
}
