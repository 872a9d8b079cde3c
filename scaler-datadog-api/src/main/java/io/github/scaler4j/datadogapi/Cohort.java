package io.github.scaler4j.datadogapi;

/**
 * The queries of a request that failed or was refused, and their outcomes since. Belongs to the
 * plan.
 */
final class Cohort {

  private final boolean single;
  private final int size;
  private final long sentNanos;
  private int cleared;
  private int largestAnswered;
  private boolean hasCulprit;

  /**
   * Creates a cohort without outcomes.
   *
   * @param triggers how many texts the request was to answer; a single one can't be split
   * @param queries how many queries these texts hold
   * @param sentNanos when the request was sent
   */
  Cohort(int triggers, int queries, long sentNanos) {
    this.single = triggers == 1;
    this.size = queries;
    this.sentNanos = sentNanos;
  }

  /** Records that all queries of a smaller request were answered. */
  void clear(int queries) {
    cleared += queries;
    largestAnswered = Math.max(largestAnswered, queries);
  }

  /** Records that a query failed alone in a request. */
  void convict() {
    hasCulprit = true;
  }

  /**
   * Whether a query that was refused alone is certainly at fault. If all queries were refused,
   * Datadog may be at fault, and sending each query alone from then on would cost one request per
   * query.
   */
  boolean isCulpritSure() {
    return single || cleared > 0;
  }

  /** Whether all queries were answered in smaller requests, so the request was too large. */
  boolean wasTooLarge() {
    return !single && !hasCulprit && cleared >= size && largestAnswered < size;
  }

  /** Returns how many queries the largest answered request held. */
  int largestAnswered() {
    return largestAnswered;
  }

  long sentNanos() {
    return sentNanos;
  }

  /** Returns how many queries the request held. */
  int size() {
    return size;
  }
}
