package io.github.scaler4j.hpa;

import io.github.scaler4j.hpa.HpaMemory.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A HorizontalPodAutoscaler's decision at one sync, with its reasons. Immutable.
 *
 * <p>The number of replicas is computed in steps: the metrics' proposal ({@link #desired}), the
 * number after the stabilization window ({@link #stabilized}), and the number after policies and
 * bounds ({@link #replicas}).
 */
public final class HpaDecision {

  private static final int SHOWN_TARGETS = 2;

  /** What determined the number of replicas. */
  public enum Reason {
    /** The workload is at 0, which turns the autoscaler off; the metrics were ignored. */
    DISABLED,
    /** There were more replicas than the maximum; the metrics were ignored. */
    ABOVE_MAXIMUM,
    /** There were fewer replicas than the minimum; the metrics were ignored. */
    BELOW_MINIMUM,
    /** The largest proposal, within window, policies and bounds. */
    METRICS,
    /** No metric is valid, or one is invalid and the others would scale down; nothing changes. */
    INVALID_METRICS
  }

  /** What limited the replicas after stabilization: Kubernetes' condition ScalingLimited. */
  public enum Limit {
    /** Nothing. */
    NONE("DesiredWithinRange"),
    /** The policies for scaling up; without {@code behavior}, twice the replicas. */
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

  /**
   * A stabilized recommendation after policies and bounds.
   *
   * @param replicas the number to set
   * @param limit what limited it
   * @param policy the policy that set the pace, if one did
   */
  record Limited(int replicas, Limit limit, Optional<ScalingPolicy> policy) {}

  private final int replicas;
  private final Reason reason;
  private final List<MetricProposal> proposals;
  private final OptionalInt desired;
  private final Optional<StabilizationWindow.Result> window;
  private final Optional<Limited> limit;
  private final HpaMemory memory;

  private HpaDecision(
      int replicas,
      Reason reason,
      List<MetricProposal> proposals,
      OptionalInt desired,
      Optional<StabilizationWindow.Result> window,
      Optional<Limited> limit,
      HpaMemory memory) {
    this.replicas = replicas;
    this.reason = reason;
    this.proposals = List.copyOf(proposals);
    this.desired = desired;
    this.window = window;
    this.limit = limit;
    this.memory = memory;
  }

  static HpaDecision withoutMetrics(
      int replicas, Reason reason, List<MetricProposal> proposals, HpaMemory memory) {
    return new HpaDecision(
        replicas,
        reason,
        proposals,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        memory);
  }

  static HpaDecision byMetrics(
      List<MetricProposal> proposals,
      int desired,
      StabilizationWindow.Result window,
      Limited limit,
      HpaMemory memory) {
    return new HpaDecision(
        limit.replicas(),
        Reason.METRICS,
        proposals,
        OptionalInt.of(desired),
        Optional.of(window),
        Optional.of(limit),
        memory);
  }

  /**
   * Returns the {@code spec.replicas} to set.
   *
   * @return the current number if nothing changes
   */
  public int replicas() {
    return replicas;
  }

  /**
   * Returns what determined the number.
   *
   * @return {@link Reason#METRICS} if the metrics did, within window, policies and bounds
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Returns each metric's proposal.
   *
   * @return the proposals in the order of the metrics
   */
  public List<MetricProposal> proposals() {
    return proposals;
  }

  /**
   * Returns the text of the TARGETS column of {@code kubectl get hpa}.
   *
   * @return the texts of at most two metrics, and how many more there are
   */
  public String targets() {
    String shown =
        proposals.stream()
            .limit(SHOWN_TARGETS)
            .map(MetricProposal::targetText)
            .collect(Collectors.joining(", "));
    int more = proposals.size() - SHOWN_TARGETS;
    return more > 0 ? shown + " + " + more + " more..." : shown;
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
   * Returns the number after the stabilization window.
   *
   * @return empty unless the metrics decided
   */
  public OptionalInt stabilized() {
    return window.isPresent() ? OptionalInt.of(window.get().replicas()) : OptionalInt.empty();
  }

  /**
   * Returns the earlier recommendation that holds the current one back.
   *
   * @return empty if none does
   */
  public Optional<Recommendation> holder() {
    return window.flatMap(StabilizationWindow.Result::holder);
  }

  /**
   * Returns when {@link #holder} leaves the stabilization window.
   *
   * @return empty if nothing is held back
   */
  public Optional<Instant> heldUntil() {
    return window.flatMap(StabilizationWindow.Result::heldUntil);
  }

  /**
   * Returns what limited the replicas after stabilization.
   *
   * @return {@link Limit#NONE} if nothing did
   */
  public Limit limit() {
    return limit.map(Limited::limit).orElse(Limit.NONE);
  }

  /**
   * Returns the scaling policy that set the pace.
   *
   * @return empty unless a policy did; a disabled direction has none
   */
  public Optional<ScalingPolicy> policy() {
    return limit.flatMap(Limited::policy);
  }

  /**
   * Returns the memory for the next sync.
   *
   * @return the memory after this sync
   */
  public HpaMemory memory() {
    return memory;
  }

  @Override
  public String toString() {
    return "HpaDecision["
        + replicas
        + ", "
        + reason
        + (desired.isPresent() ? ", desired=" + desired.getAsInt() : "")
        + window.map(result -> ", stabilized=" + result.replicas()).orElse("")
        + ", "
        + limit()
        + "]";
  }
}
