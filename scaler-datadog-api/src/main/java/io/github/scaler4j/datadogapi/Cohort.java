package io.github.scaler4j.datadogapi;

/** Queries that were asked together, and whether Datadog accepted any of them. */
final class Cohort {

  private final boolean single;
  private boolean accepted;

  Cohort(int size) {
    this.single = size == 1;
  }

  void accept() {
    accepted = true;
  }

  /**
   * Whether one of them that was refused is known to be at fault. Where all were refused, Datadog
   * may be; to ask each alone from then on would cost a request each.
   */
  boolean isCulpritSure() {
    return single || accepted;
  }
}
