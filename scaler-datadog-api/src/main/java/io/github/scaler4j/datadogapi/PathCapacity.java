package io.github.scaler4j.datadogapi;

import java.util.concurrent.TimeUnit;

/**
 * How many queries a request may hold on the path to Datadog. A gateway may accept fewer than
 * Datadog does. It only shows by failures, so the number is learned. Belongs to the plan.
 */
final class PathCapacity {

  // After a single failure the trouble may have passed while the parts were asked.
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
  void onAnswer(int queries, long nowNanos) {
    if (queries >= learned) {
      strikes = 0;
      if (learned < most && nowNanos - learnedNanos >= RETRIED_AFTER_NANOS) {
        learned = Math.min(most, learned * 2);
        learnedNanos = nowNanos;
      }
    }
  }

  /** Ignores failures while the host is down, which say nothing about the requests' size. */
  void doubt() {
    doubted = true;
    strikes = 0;
  }

  /** Takes failures into account again. */
  void trust() {
    doubted = false;
  }

  /** Learns from a failed request whose queries were all answered in smaller ones. */
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
