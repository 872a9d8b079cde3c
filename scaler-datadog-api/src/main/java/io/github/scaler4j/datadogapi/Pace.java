package io.github.scaler4j.datadogapi;

import java.util.concurrent.TimeUnit;

/**
 * How fast requests may be sent, and when the next one may be. Immutable: the control law of the
 * budget.
 *
 * <p>A process spends at most its share, spread evenly over the period, less what others spend. So
 * the budget lasts until the reset. All processes that share a budget see the same total. If the
 * total is too fast, all slow down in proportion; if it is too slow, all speed up equally. Each
 * adjustment also pulls them towards one pace, so that they end up with equal parts.
 *
 * @param perNano requests per nanosecond; 0 while nothing is known
 * @param nextAtNanos when the next request may be sent
 * @param spend how fast all consumers spend
 */
record Pace(double perNano, long nextAtNanos, SpendRate spend) {

  /** Nothing is known. */
  static final Pace UNKNOWN = new Pace(0, 0, SpendRate.UNKNOWN);

  private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long MAX_BURST = 10;
  private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double SLOWEST = 0.02;

  // Part of the limit that is kept for the end of the period, so that no query waits for the reset.
  private static final double SPARE = 0.005;

  // Counts may be off by a request or two, so a pace this close to its target is corrected only
  // half-way.
  private static final double NEAR = 0.15;

  // Each adjustment also moves the pace by PULL towards PULLED_TO of the even pace. More makes
  // processes that share a budget converge sooner; less lets each spend more evenly.
  private static final double PULL = 0.01;
  private static final double PULLED_TO = 0.4;

  /** Starts at the even pace. */
  static Pace even(RateLimitSnapshot limit, double share, long nowNanos) {
    return new Pace(evenPerNano(limit, share), nowNanos, SpendRate.UNKNOWN);
  }

  private static double evenPerNano(RateLimitSnapshot limit, double share) {
    // At least one request may be spent, even of the smallest limits.
    return Math.max(1, share * limit.limit()) / limit.periodNanos();
  }

  private static double slowestPerNano(RateLimitSnapshot limit, double share) {
    // At least one request per period, even of the smallest limits.
    return Math.max(SLOWEST * evenPerNano(limit, share), 1.0 / limit.periodNanos());
  }

  /**
   * Resumes after the end of a period: however slow the pace was, a request is sent in the next
   * period.
   */
  Pace resume(RateLimitSnapshot ended) {
    long latest = ended.resetAtNanos() + ended.periodNanos() / 2;
    return nextAtNanos - latest > 0 ? new Pace(perNano, latest, spend) : this;
  }

  /** Counts one request that is sent now. */
  Pace spendOne(long nowNanos) {
    long earliest = nowNanos - savedUpNanos();
    long from = nextAtNanos - earliest > 0 ? nextAtNanos : earliest;
    return new Pace(perNano, from + (long) (1 / perNano), spend);
  }

  /**
   * Counts one request that is sent now while nothing is known: the next one may be sent in a
   * second.
   */
  Pace probe(long nowNanos) {
    return new Pace(perNano, nowNanos + PROBE_NANOS, spend);
  }

  /** Counts one request that is sent now outside the pace. */
  Pace exemptOne() {
    return new Pace(perNano, nextAtNanos, spend.exemptOne());
  }

  /**
   * Counts one request that is sent now ahead of the pace; the rest of the period pays for it.
   *
   * <p>It is not part of any process's pace, so the next moments are not measured.
   *
   * @param limit the limit as known before it
   * @param spendable how many requests could be spent in this period before it
   * @param share the part of the limit that may be spent
   */
  Pace advanceOne(RateLimitSnapshot limit, double spendable, double share, long nowNanos) {
    // Only an answer corrects a pace, and this request may get none.
    double slower = Math.max(slowestPerNano(limit, share), perNano * (1 - 1 / spendable));
    return new Pace(slower, nextAtNanos, spend.settle(nowNanos));
  }

  /** How far a process may fall behind the pace and still catch up at once. */
  private long savedUpNanos() {
    double burst = Math.min(MAX_BURST, Math.max(1, perNano * BURST_NANOS));
    return (long) ((burst - 1) / perNano);
  }

  /**
   * Takes an answer into account.
   *
   * @param limit the limit as known after the answer
   * @param spendable how many requests may still be spent in this period
   * @param share the part of the limit that may be spent
   */
  Pace adjust(RateLimitSnapshot limit, double spendable, double share, long nowNanos) {
    Pace measured = new Pace(perNano, nextAtNanos, spend.measure(limit, nowNanos));
    Pace adjusted =
        measured.spend.measured() ? measured.correct(limit, spendable, share, nowNanos) : measured;
    double clamped =
        Math.min(
            evenPerNano(limit, share), Math.max(slowestPerNano(limit, share), adjusted.perNano));
    return new Pace(clamped, nextAtNanos, adjusted.spend);
  }

  private Pace correct(RateLimitSnapshot limit, double spendable, double share, long nowNanos) {
    long toReset = limit.resetAtNanos() - nowNanos;
    // Shortly before the reset, which is known only to the second, a single request matters.
    if (toReset < limit.periodNanos() / 60) {
      return this;
    }
    double even = evenPerNano(limit, share);
    double lasting = Math.max(0, spendable - SPARE * limit.limit()) / toReset;
    double ratio = lasting / Math.max(spend.perNano(), SLOWEST * even);
    boolean near = ratio > 1 - NEAR && ratio < 1 + NEAR;
    double pulled = perNano + PULL * (PULLED_TO * even - perNano);
    return new Pace(
        pulled * (near ? Math.sqrt(ratio) : ratio),
        nextAtNanos,
        near ? spend : spend.settle(nowNanos));
  }
}
