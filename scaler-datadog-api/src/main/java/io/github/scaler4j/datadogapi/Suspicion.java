package io.github.scaler4j.datadogapi;

/**
 * Queries, one of which may have made a request fail. They are sent together, apart from all
 * others, until they are answered or the next failure splits them. Belongs to the plan; two
 * suspicions are equal only if they are the same object.
 */
final class Suspicion {

  private final Cohort cohort;
  private final long sinceNanos;
  private boolean lifted;

  /**
   * Creates a suspicion of a part of a failed request's queries.
   *
   * @param cohort the request that failed first
   * @param sinceNanos when this part was formed
   */
  Suspicion(Cohort cohort, long sinceNanos) {
    this.cohort = cohort;
    this.sinceNanos = sinceNanos;
  }

  Cohort cohort() {
    return cohort;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /** Lifts the suspicion, because the host failed every request. */
  void lift() {
    lifted = true;
  }

  boolean isLifted() {
    return lifted;
  }
}
