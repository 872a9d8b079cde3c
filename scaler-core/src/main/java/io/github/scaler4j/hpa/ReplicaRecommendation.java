package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a HorizontalPodAutoscaler does at one sync, and what it shows.
 *
 * @param replicas the {@code spec.replicas} to set; the current one if nothing is to change
 * @param reason what decided
 * @param proposals what each metric asks for, in the order given
 */
public record ReplicaRecommendation(int replicas, Reason reason, List<MetricProposal> proposals) {

  private static final int SHOWN = 2;

  /** What decided on a number of replicas. */
  public enum Reason {
    /** The workload is at 0, which switches the autoscaler off; no metric was looked at. */
    DISABLED,
    /** There were more replicas than the maximum; no metric was looked at. */
    ABOVE_MAXIMUM,
    /** There were fewer replicas than the minimum; no metric was looked at. */
    BELOW_MINIMUM,
    /** The largest proposal, within the bounds. */
    METRICS,
    /** No metric is valid, or one is not and the others would scale down; nothing changes. */
    INVALID_METRICS
  }

  /**
   * Makes a recommendation.
   *
   * @throws NullPointerException if an argument is null
   */
  public ReplicaRecommendation {
    requireNonNull(reason, "reason");
    proposals = List.copyOf(proposals);
  }

  /**
   * Returns the column TARGETS of {@code kubectl get hpa}.
   *
   * @return the texts of two metrics at most, and how many more there are
   */
  public String targets() {
    String shown =
        proposals.stream()
            .limit(SHOWN)
            .map(MetricProposal::targetText)
            .collect(Collectors.joining(", "));
    int more = proposals.size() - SHOWN;
    return more > 0 ? shown + " + " + more + " more..." : shown;
  }
}
