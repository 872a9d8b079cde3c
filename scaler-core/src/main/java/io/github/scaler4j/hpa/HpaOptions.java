package io.github.scaler4j.hpa;

/**
 * What bounds a HorizontalPodAutoscaler.
 *
 * @param minReplicas the least it sets; 1 or more, for 0 is KEDA's business
 * @param maxReplicas the most it sets
 * @param toleranceDown how far the ratio of usage to target may lie below 1 without a change; 0.1
 *     unless the cluster or the object says otherwise
 * @param toleranceUp how far it may lie above 1; 0.1 likewise
 * @param limitScaleUp whether one calculation at most doubles the replicas, or raises them to 4 if
 *     that is more, as an autoscaler without {@code behavior} does
 */
public record HpaOptions(
    int minReplicas,
    int maxReplicas,
    double toleranceDown,
    double toleranceUp,
    boolean limitScaleUp) {

  private static final double DEFAULT_TOLERANCE = 0.1;

  /**
   * Makes the options.
   *
   * @throws IllegalArgumentException unless 1 &lt;= {@code minReplicas} &lt;= {@code maxReplicas}
   *     and both tolerances are 0 or more
   */
  public HpaOptions {
    if (minReplicas < 1 || minReplicas > maxReplicas) {
      throw new IllegalArgumentException(
          "replicas: must be 1 <= min <= max, got min " + minReplicas + ", max " + maxReplicas);
    }
    if (!(toleranceDown >= 0 && toleranceUp >= 0)) {
      throw new IllegalArgumentException(
          "tolerance: must be 0 or more, got " + toleranceDown + " down, " + toleranceUp + " up");
    }
  }

  /**
   * Makes options with Kubernetes' default tolerance and no limit on one step.
   *
   * @param minReplicas 1 or more
   * @param maxReplicas {@code minReplicas} or more
   * @return never null
   * @throws IllegalArgumentException if the bounds make no sense
   */
  public static HpaOptions of(int minReplicas, int maxReplicas) {
    return new HpaOptions(minReplicas, maxReplicas, DEFAULT_TOLERANCE, DEFAULT_TOLERANCE, false);
  }

  Tolerance tolerance() {
    return new Tolerance(toleranceDown, toleranceUp);
  }

  int clamp(int replicas, int current) {
    long limit = limitScaleUp ? Math.max(2L * current, 4) : maxReplicas;
    return replicas < minReplicas
        ? minReplicas
        : (int) Math.min(replicas, Math.min(limit, maxReplicas));
  }
}
