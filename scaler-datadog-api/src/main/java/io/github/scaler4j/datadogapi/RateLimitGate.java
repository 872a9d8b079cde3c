package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.RateLimitedException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When may the next request of an account leave? Keeps the account within its share of Datadog's
 * rate limit, evenly over the period, beside others who spend the same budget.
 *
 * <p>Thread-safe. It learns from the headers of every answer and from nothing else:
 *
 * <ul>
 *   <li>Before the first answer, one request at a time. After an answer without headers, no limit.
 *   <li>Never below a reserve of {@code 1 - share} of the limit.
 *   <li>Never faster than the share spread evenly over the period; slower by as much as others
 *       spend, so that the budget lasts to the reset. All who share a budget see the same total:
 *       too fast a total slows everybody in proportion, too slow a total lets everybody grow alike,
 *       and all are drawn a little towards one pace, which is how equals end up with equal parts.
 *   <li>A request that looks for a query at fault may leave ahead of the pace, within bounds, so
 *       that neighbours don't wait for it. It counts like any other.
 *   <li>After a 429, closed until the reset, or without headers for a random time that doubles.
 *   <li>No wait outlives a reset.
 * </ul>
 */
final class RateLimitGate {

  private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long MAX_BURST = 10;
  private static final long PROBE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_CLOSURE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_DOUBLINGS = 8;
  private static final long HELD_BACK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double SLOWEST = 0.02;
  // What is left over at the reset. Whoever used up the share before would stand still until then.
  private static final double SPARE = 0.005;

  // Counts are off by a request or two; what lies so near to the aim is corrected by halves.
  private static final double NEAR = 0.15;

  // At every adjustment, by how much to move to which part of the even pace: the stronger, the
  // sooner equals are equal, and the weaker, the more evenly a single one or many spend.
  private static final double PULL = 0.01;
  private static final double PULLED_TO = 0.4;

  private static final double AHEAD = 0.05;

  private final double share;
  private final DoubleSupplier random;
  private final TotalSpend everybody = new TotalSpend();

  private @Nullable RateLimitSnapshot snapshot;
  private boolean limitless;
  private long inFlight;
  private double pacePerNano;
  private long nextAtNanos;
  private @Nullable RateLimitSnapshot aheadSince;
  private long ahead;
  private boolean closed;
  private long closedUntilNanos;
  private int closures;
  private @Nullable RateLimitedException heldBack;
  private long heldBackAtNanos;

  RateLimitGate(double share, DoubleSupplier random) {
    this.share = share;
    this.random = random;
  }

  /**
   * Asks to send one request now.
   *
   * @return 0 if it may leave, in which case one of the {@code on...} methods must follow;
   *     otherwise for how many nanoseconds to wait before asking again
   */
  synchronized long tryAcquire(long nowNanos) {
    long wait = waitNanos(nowNanos);
    if (wait > 0) {
      return wait;
    }
    if (snapshot != null) {
      nextAtNanos = Math.max(nextAtNanos, nowNanos - savedUpNanos()) + (long) (1 / pacePerNano);
    }
    inFlight++;
    return 0;
  }

  /**
   * Asks to send one request that looks for a query at fault, ahead of the pace: up to a twentieth
   * of the limit per period, then as {@link #tryAcquire}. What it spends slows the rest of the
   * period a little, instead of holding up all others now.
   */
  synchronized long tryAcquireAhead(long nowNanos) {
    waitNanos(nowNanos);
    RateLimitSnapshot current = snapshot;
    if (current == null || closed || spendable(current) < 1) {
      return tryAcquire(nowNanos);
    }
    if (aheadSince == null || !current.samePeriodAs(aheadSince)) {
      aheadSince = current;
      ahead = 0;
    }
    if (ahead >= AHEAD * current.limit()) {
      return tryAcquire(nowNanos);
    }
    ahead++;
    everybody.leaveOut();
    inFlight++;
    return 0;
  }

  /** Tells for how long a request would have to wait, without asking to send one. */
  synchronized long waitNanos(long nowNanos) {
    if (closed && nowNanos - closedUntilNanos < 0) {
      return closedUntilNanos - nowNanos;
    }
    closed = false;
    RateLimitSnapshot known = snapshot;
    if (known == null) {
      return limitless || inFlight == 0 ? 0 : PROBE_WAIT_NANOS;
    }
    RateLimitSnapshot current = known.at(nowNanos);
    snapshot = current;
    long toReset = current.resetAtNanos() - nowNanos;
    if (spendable(current) < 1) {
      return toReset;
    }
    return Math.max(0, Math.min(nextAtNanos - nowNanos, toReset));
  }

  /** Whether what it knows is over: a new gate learns the rest from its first answer. */
  synchronized boolean forgettable(long nowNanos) {
    boolean shut = closed && nowNanos - closedUntilNanos < 0;
    RateLimitSnapshot known = snapshot;
    return !shut && (known == null || nowNanos - known.resetAtNanos() >= 0);
  }

  /** How far behind the pace we may be and still catch up at once. */
  private long savedUpNanos() {
    double burst = Math.min(MAX_BURST, Math.max(1, pacePerNano * BURST_NANOS));
    return (long) ((burst - 1) / pacePerNano);
  }

  /** An answer came, with what its headers said or null if they said nothing usable. */
  synchronized void onAnswer(@Nullable RateLimitSnapshot heard, boolean success, long nowNanos) {
    inFlight = Math.max(0, inFlight - 1);
    closures = 0;
    learn(heard, nowNanos);
    limitless |= heard == null && success;
  }

  /** A request ended without an answer. */
  synchronized void onNoAnswer() {
    inFlight = Math.max(0, inFlight - 1);
  }

  /** A 429 came, with what its headers said or null if they said nothing usable. */
  synchronized void onTooManyRequests(@Nullable RateLimitSnapshot heard, long nowNanos) {
    inFlight = Math.max(0, inFlight - 1);
    learn(heard, nowNanos);
    closed = true;
    if (heard == null) {
      long doubled = FIRST_CLOSURE_NANOS << Math.min(closures++, MAX_DOUBLINGS);
      closedUntilNanos = nowNanos + (long) (doubled * (0.5 + random.getAsDouble()));
    } else {
      closedUntilNanos = heard.resetAtNanos();
    }
  }

  /**
   * Returns why a request is held back at present, as an exception not yet thrown. It is made once
   * a second at most: thousands of readers may get it in the meantime.
   */
  synchronized RateLimitedException heldBack(String host, long nowNanos) {
    RateLimitedException recent = heldBack;
    if (recent == null || nowNanos - heldBackAtNanos > HELD_BACK_NANOS) {
      recent = why(host, nowNanos);
      heldBack = recent;
      heldBackAtNanos = nowNanos;
    }
    return recent;
  }

  private RateLimitedException why(String host, long nowNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos(nowNanos)) + 1;
    return new RateLimitedException(
        host
            + ": held back to stay within the rate limit; the next request leaves within "
            + seconds
            + " s. Fewer distinct queries, a higher budgetShare or a higher limit help",
        snapshot == null
            ? RateLimitedException.Details.UNKNOWN
            : snapshot.at(nowNanos).details(nowNanos));
  }

  /** Returns the requests per nanosecond that may leave at present; 0 if nothing is known. */
  synchronized double pacePerNano() {
    return snapshot == null ? 0 : pacePerNano;
  }

  private void learn(@Nullable RateLimitSnapshot heard, long nowNanos) {
    if (heard == null) {
      return;
    }
    RateLimitSnapshot before = snapshot;
    RateLimitSnapshot merged = RateLimitSnapshot.merge(before, heard);
    snapshot = merged;
    if (before == null) {
      pacePerNano = evenPace(merged);
      nextAtNanos = nowNanos;
    }
    if (everybody.measure(merged, nowNanos)) {
      adjustPace(merged, nowNanos);
    }
    pacePerNano = clamp(pacePerNano, merged);
  }

  private void adjustPace(RateLimitSnapshot current, long nowNanos) {
    long toReset = current.resetAtNanos() - nowNanos;
    // Shortly before the reset, which is known to the second, one request more or less decides.
    if (toReset < current.periodNanos() / 60) {
      return;
    }
    double even = evenPace(current);
    double lasting = Math.max(0, spendable(current) - SPARE * current.limit()) / toReset;
    double ratio = lasting / Math.max(everybody.perNano(), SLOWEST * even);
    boolean near = ratio > 1 - NEAR && ratio < 1 + NEAR;
    double pulled = pacePerNano + PULL * (PULLED_TO * even - pacePerNano);
    pacePerNano = pulled * (near ? Math.sqrt(ratio) : ratio);
    if (!near) {
      everybody.settle(nowNanos);
    }
  }

  private double clamp(double pace, RateLimitSnapshot current) {
    double even = evenPace(current);
    return Math.min(even, Math.max(even * SLOWEST, pace));
  }

  private double evenPace(RateLimitSnapshot current) {
    return share * current.limit() / current.periodNanos();
  }

  private double spendable(RateLimitSnapshot current) {
    return current.remaining() - inFlight - (1 - share) * current.limit();
  }
}
