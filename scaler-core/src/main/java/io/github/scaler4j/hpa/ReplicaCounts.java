package io.github.scaler4j.hpa;

/**
 * A workload's replicas: requested, existing and ready.
 *
 * @param spec how many are requested ({@code spec.replicas} of the scale target)
 * @param status how many pods exist ({@code status.replicas})
 * @param ready how many pods are in phase Running and Ready
 */
public record ReplicaCounts(int spec, int status, int ready) {

  /**
   * Creates the counts.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public ReplicaCounts {
    if (spec < 0 || status < 0 || ready < 0) {
      throw new IllegalArgumentException(
          "replicas: " + spec + ", " + status + ", " + ready + " must all be 0 or more");
    }
  }

  /**
   * Creates the counts.
   *
   * @param spec how many are requested
   * @param status how many pods exist
   * @param ready how many pods are in phase Running and Ready
   * @throws IllegalArgumentException if one is negative
   */
  public static ReplicaCounts of(int spec, int status, int ready) {
    return new ReplicaCounts(spec, status, ready);
  }

  /**
   * Creates the counts of a workload whose replicas are all ready.
   *
   * @param replicas how many are requested, exist and are ready
   * @return counts with the same number in each place
   * @throws IllegalArgumentException if it is negative
   */
  public static ReplicaCounts of(int replicas) {
    return new ReplicaCounts(replicas, replicas, replicas);
  }
}
