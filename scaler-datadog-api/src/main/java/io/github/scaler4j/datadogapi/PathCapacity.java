package io.github.scaler4j.datadogapi;

import java.util.concurrent.TimeUnit;

/**
 * How many queries a request may hold on the path to Datadog. A gateway may take fewer than Datadog
 * does; it tells by failing, so the number is learned. Belongs to the plan.
 */
final class PathCapacity {

  // A single failure may have passed by itself while its parts were asked.
  private static final int STRIKES = 2;
  private static final long RETRIED_AFTER_NANOS = TimeUnit.HOURS.toNanos(1);

  private final int most;
  private int learned;
  private int strikes;
  private long learnedNanos;
  private boolean doubted;

  PathCapacity(int most) {
    this.most = most;
    this.learned = most;
  }

  /** Returns how many queries the next request may hold. */
  int queries() {
    return learned;
  }

  /** A request was answered. */
  void answer(int queries, long nowNanos) {
    if (queries >= learned) {
      strikes = 0;
      if (learned < most && nowNanos - learnedNanos >= RETRIED_AFTER_NANOS) {
        learned = Math.min(most, learned * 2);
        learnedNanos = nowNanos;
      }
    }
  }

  /** The host was down: that requests failed meanwhile says nothing of their size. */
  void doubt() {
    doubted = true;
    strikes = 0;
  }

  /** Failures say something again. */
  void trust() {
    doubted = false;
  }

  /** A request failed whose queries have all been answered in smaller ones. */
  void learn(Cohort cohort, long nowNanos) {
    if (doubted) {
      return;
    }
    strikes++;
    if (strikes >= STRIKES && cohort.largestAnswered() < learned) {
      learned = Math.max(1, cohort.largestAnswered());
      learnedNanos = nowNanos;
      strikes = 0;
    }
  }
}
