package io.github.scaler4j.datadogapi;

/**
 * Queries one of which may have made a request fail. They are asked together and apart from all
 * others, until they are answered or the next failure parts them. Belongs to the plan; two
 * suspicions are equal only if they are the same object.
 */
final class Suspicion {

  private final Cohort cohort;
  private final long sinceNanos;
  private boolean lifted;

  /**
   * Suspects a part of the queries that were asked together.
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

  /** The host failed for everybody: nobody is suspected for it. */
  void lift() {
    lifted = true;
  }

  boolean isLifted() {
    return lifted;
  }
}
