package io.github.scaler4j.datadogapi;

import java.util.concurrent.TimeUnit;

/**
 * How many top-level queries a request may hold on the path to Datadog. A gateway may accept fewer
 * queries than Datadog, and reveals that only by failing, so the number is learned. It lies between
 * the largest request that was answered and the smallest that was too large. Belongs to the plan.
 */
final class PathCapacity {

  // A single failure may have been transient, and over before the parts were sent. When a larger
  // number is only a trial, one failure is enough.
  private static final int STRIKES = 2;
  private static final long NARROWED_AFTER_NANOS = TimeUnit.MINUTES.toNanos(30);
  private static final long RETRIED_AFTER_NANOS = TimeUnit.HOURS.toNanos(1);

  private final int most;
  private int learned;
  private int largestAnswered;
  private int smallestFailed;
  private int strikes;
  private long struckNanos;
  private int answeredSinceStrike;
  private long changedNanos;
  private boolean ignoring;

  PathCapacity(int most) {
    this.most = most;
    this.learned = most;
    this.smallestFailed = most + 1;
  }

  /** Returns how many queries the next request may hold. */
  int queries() {
    return learned;
  }

  /**
   * Learns from a request that was answered.
   *
   * @param queries how many queries it held
   * @param widest the most queries that one of its texts holds; a request is full if another such
   *     text would not fit
   */
  void onAnswer(int queries, int widest, long nowNanos) {
    largestAnswered = Math.max(largestAnswered, queries);
    answeredSinceStrike = Math.max(answeredSinceStrike, queries);
    if (queries >= smallestFailed) {
      smallestFailed = most + 1;
      strikes = 0;
    }
    if (queries + widest > learned) {
      grow(nowNanos);
    }
  }

  private void grow(long nowNanos) {
    boolean isNarrow = smallestFailed - learned <= 1;
    long wait = isNarrow ? RETRIED_AFTER_NANOS : NARROWED_AFTER_NANOS;
    if (learned == most || nowNanos - changedNanos < wait) {
      return;
    }
    if (isNarrow) {
      // The path may accept more than before.
      learned = Math.min(most, smallestFailed);
      smallestFailed = most + 1;
    } else {
      learned = Math.min(most, (learned + smallestFailed + 1) / 2);
    }
    changedNanos = nowNanos;
  }

  /**
   * Ignores failures from now on: while the host is down, they say nothing about the size of
   * requests.
   */
  void ignoreFailures() {
    ignoring = true;
    strikes = 0;
  }

  /** Takes failures into account again. */
  void heedFailures() {
    ignoring = false;
  }

  /** Learns from a failed request whose queries were all answered in smaller ones. */
  void learn(Cohort cohort, long nowNanos) {
    // A request from before the number shrank shows nothing new.
    if (ignoring || cohort.size() > learned) {
      return;
    }
    // Requests that were under way together may have failed for one passing reason, unless their
    // halves failed as well.
    boolean isPassing = 2 * cohort.largestAnswered() >= cohort.size();
    if (isPassing && strikes > 0 && cohort.sentNanos() - struckNanos < 0) {
      return;
    }
    // The failures are not consecutive if an equally large request was answered in between.
    strikes = answeredSinceStrike >= cohort.size() ? 1 : strikes + 1;
    answeredSinceStrike = 0;
    struckNanos = nowNanos;
    smallestFailed = Math.min(smallestFailed, cohort.size());
    boolean isTried = learned < most && largestAnswered < cohort.size();
    if (strikes < STRIKES && !isTried) {
      return;
    }
    if (largestAnswered >= smallestFailed) {
      largestAnswered = cohort.largestAnswered();
    }
    learned = Math.max(1, Math.min(largestAnswered, smallestFailed - 1));
    changedNanos = nowNanos;
    strikes = 0;
  }
}
