package io.github.scaler4j.hpa;

/** Which number of replicas a {@link Fallback} aims at. */
public enum FallbackBehavior {
  /** The fallback's own number. */
  STATIC("static"),
  /** As many as are asked for now: nothing changes. */
  CURRENT_REPLICAS("currentReplicas"),
  /** As many as now, but at least the fallback's number. */
  CURRENT_REPLICAS_IF_HIGHER("currentReplicasIfHigher"),
  /** As many as now, but at most the fallback's number. */
  CURRENT_REPLICAS_IF_LOWER("currentReplicasIfLower"),
  /** None: the formula is given {@code nil} for the trigger, and says what that means. */
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
