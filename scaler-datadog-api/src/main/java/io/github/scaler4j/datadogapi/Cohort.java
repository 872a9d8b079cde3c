package io.github.scaler4j.datadogapi;

/**
 * Queries that were asked together in a request that failed or was refused, and what has become of
 * them since. Belongs to the plan.
 */
final class Cohort {

  private final int size;
  private int cleared;
  private int largestAnswered;
  private boolean hasCulprit;

  Cohort(int size) {
    this.size = size;
  }

  /** All queries of a smaller request were answered. */
  void clear(int queries) {
    cleared += queries;
    largestAnswered = Math.max(largestAnswered, queries);
  }

  /** One query made a request fail in which it was asked alone. */
  void convict() {
    hasCulprit = true;
  }

  /**
   * Whether a query that was refused alone is known to be at fault. Where all were refused, Datadog
   * may be; to ask each alone from then on would cost a request each.
   */
  boolean isCulpritSure() {
    return size == 1 || cleared > 0;
  }

  /** Whether all of them were answered in smaller requests: the request was too large. */
  boolean wasTooLarge() {
    return size > 1 && !hasCulprit && cleared >= size && largestAnswered < size;
  }

  /** Returns how many queries the largest request held that was answered. */
  int largestAnswered() {
    return largestAnswered;
  }

  int size() {
    return size;
  }
}
