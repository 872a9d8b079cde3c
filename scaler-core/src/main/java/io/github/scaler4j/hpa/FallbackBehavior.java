package io.github.scaler4j.hpa;

/** The number of replicas that a {@link Fallback} aims at. */
public enum FallbackBehavior {
  /** The fallback's own number. */
  STATIC("static"),
  /** The current number: nothing changes. */
  CURRENT_REPLICAS("currentReplicas"),
  /** The current number, but at least the fallback's. */
  CURRENT_REPLICAS_IF_HIGHER("currentReplicasIfHigher"),
  /** The current number, but at most the fallback's. */
  CURRENT_REPLICAS_IF_LOWER("currentReplicasIfLower"),
  /** No number: the formula gets {@code nil} for the trigger and decides what it means. */
  SCALING_MODIFIERS("scalingModifiers");

  private final String kedaName;

  FallbackBehavior(String kedaName) {
    this.kedaName = kedaName;
  }

  /**
   * Returns the name in a {@code ScaledObject}.
   *
   * @return KEDA's {@code fallback.behavior}
   */
  public String kedaName() {
    return kedaName;
  }

  @Override
  public String toString() {
    return kedaName;
  }
}
