package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.RateLimitedException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An account's rate limit as far as it is known, and when the next request may be sent. Immutable:
 * each event returns the next budget.
 *
 * <p>It learns only from the headers of answers:
 *
 * <ul>
 *   <li>Before the first answer, requests are sent one at a time. After an answer without headers,
 *       there is no limit.
 *   <li>A reserve of {@code 1 - share} of the limit is never touched.
 *   <li>Never faster than the {@link Pace}.
 *   <li>Within bounds, two kinds of requests may be sent outside the pace: requests for first
 *       values, so that every query of a fleet soon has a value, and requests that search for a
 *       query at fault, so that its neighbours do not wait for it.
 *   <li>After a 429, no request until the reset. If the headers give no reset, or name a limit that
 *       was not hit, no request for a random time that doubles. {@code Retry-After} alone is
 *       honoured for some minutes only; then one trial request is sent per second until one is
 *       answered.
 *   <li>No wait lasts longer than the reset.
 * </ul>
 *
 * @param share the part of the limit that may be spent
 * @param limit the last reported rate limit, or null before the first answer that reports one
 * @param unlimited whether an answer came that reports no limit
 * @param inFlight requests that have been sent and have not ended
 * @param pace how fast requests may be sent
 * @param outsidePace the requests spent outside the pace
 * @param gatePause whether a 429 holds the account's requests back
 */
record Budget(
    double share,
    @Nullable RateLimitSnapshot limit,
    boolean unlimited,
    long inFlight,
    Pace pace,
    OutsidePace outsidePace,
    GatePause gatePause) {

  /** The purpose of a request. */
  enum Purpose {
    /** New values for queries that are due. */
    REFRESH,
    /** First values of new queries. */
    START,
    /** The search for the query that makes a request fail. */
    ISOLATE
  }

  /**
   * Requests spent outside the pace in one period: up to a twentieth of the limit for each purpose.
   *
   * @param period the rate limit in whose period they were spent, or null if none was
   * @param starting how many for first values
   * @param isolating how many for the search
   */
  record OutsidePace(@Nullable RateLimitSnapshot period, long starting, long isolating) {
    static final OutsidePace NONE = new OutsidePace(null, 0, 0);

    private static final double SHARE = 0.05;

    private OutsidePace in(RateLimitSnapshot limit) {
      return period != null && limit.samePeriodAs(period) ? this : new OutsidePace(limit, 0, 0);
    }

    boolean allows(Purpose purpose, RateLimitSnapshot limit) {
      OutsidePace now = in(limit);
      long spent = purpose == Purpose.START ? now.starting : now.isolating;
      return spent < SHARE * limit.limit();
    }

    OutsidePace spendOne(Purpose purpose, RateLimitSnapshot limit) {
      OutsidePace now = in(limit);
      return purpose == Purpose.START
          ? new OutsidePace(now.period, now.starting + 1, now.isolating)
          : new OutsidePace(now.period, now.starting, now.isolating + 1);
    }
  }

  /** Returns a budget before the first answer. */
  static Budget unknown(double share) {
    return new Budget(share, null, false, 0, Pace.UNKNOWN, OutsidePace.NONE, GatePause.OPEN);
  }

  /** Returns this budget as of now: after a reset or the end of a pause. */
  Budget at(long nowNanos) {
    RateLimitSnapshot known = limit;
    boolean ended = known != null && nowNanos - known.resetAtNanos() >= 0;
    GatePause open = gatePause.at(nowNanos);
    if (!ended && open.equals(gatePause)) {
      return this;
    }
    return known == null || !ended
        ? new Budget(share, known, unlimited, inFlight, pace, outsidePace, open)
        : new Budget(
            share, known.at(nowNanos), unlimited, inFlight, pace.resume(known), outsidePace, open);
  }

  /**
   * Returns how long a request has to wait.
   *
   * @return nanoseconds; 0 if it may be sent now
   */
  long waitNanos(Purpose purpose, long nowNanos) {
    Budget now = at(nowNanos);
    return now.mayPassPace(purpose) ? 0 : now.waitNanos(nowNanos);
  }

  private long waitNanos(long nowNanos) {
    long closedFor = gatePause.waitNanos(nowNanos);
    if (closedFor > 0) {
      return closedFor;
    }
    RateLimitSnapshot current = limit;
    if (current == null) {
      return unlimited || inFlight == 0 ? 0 : Math.max(0, pace.nextAtNanos() - nowNanos);
    }
    long toReset = current.resetAtNanos() - nowNanos;
    if (spendable(current) < 1) {
      return toReset;
    }
    return Math.max(0, Math.min(pace.nextAtNanos() - nowNanos, toReset));
  }

  private boolean mayPassPace(Purpose purpose) {
    RateLimitSnapshot current = limit;
    if (purpose == Purpose.REFRESH
        || current == null
        || !gatePause.isOpen()
        || spendable(current) < 1) {
      return false;
    }
    return outsidePace.allows(purpose, current);
  }

  /** Counts a request that is sent now; {@link #waitNanos} must have returned 0. */
  Budget spend(Purpose purpose, long nowNanos) {
    Budget now = at(nowNanos).with(gatePause.at(nowNanos).spend(nowNanos));
    RateLimitSnapshot current = now.limit;
    if (current == null) {
      return now.with(now.pace.probe(nowNanos), outsidePace, inFlight + 1);
    }
    if (!now.mayPassPace(purpose)) {
      return now.with(pace.spendOne(nowNanos), outsidePace, inFlight + 1);
    }
    OutsidePace spent = outsidePace.spendOne(purpose, current);
    return purpose == Purpose.ISOLATE
        ? now.with(pace.exemptOne(), spent, inFlight + 1)
        : now.with(
            pace.advanceOne(current, now.spendable(current), share, nowNanos), spent, inFlight + 1);
  }

  /** Handles the end of a request without an answer. */
  Budget onNoAnswer() {
    return with(pace, outsidePace, Math.max(0, inFlight - 1));
  }

  /**
   * Handles an answer.
   *
   * @param reported the limit in its headers, or null if they have none
   * @param success whether it holds values
   */
  Budget onAnswer(@Nullable RateLimitSnapshot reported, boolean success, long nowNanos) {
    Budget learned = onNoAnswer().learn(reported, nowNanos);
    return new Budget(
        share,
        learned.limit,
        unlimited || (reported == null && success),
        learned.inFlight,
        learned.pace,
        outsidePace,
        gatePause.relax());
  }

  /**
   * Handles a 429.
   *
   * @param reported the limit in its headers, or null if they have none
   * @param headers its headers
   * @param jitter from 0 to 1
   */
  Budget onRefusal(
      @Nullable RateLimitSnapshot reported,
      RateLimitHeaders headers,
      double jitter,
      long nowNanos) {
    return onNoAnswer().learn(reported, nowNanos).with(gatePause.refuse(headers, jitter, nowNanos));
  }

  private Budget learn(@Nullable RateLimitSnapshot reported, long nowNanos) {
    if (reported == null) {
      return this;
    }
    RateLimitSnapshot merged = RateLimitSnapshot.merge(limit, reported);
    Pace before = limit == null ? Pace.even(merged, share, nowNanos) : pace;
    Pace adjusted = before.adjust(merged, spendable(merged), share, nowNanos);
    return new Budget(share, merged, unlimited, inFlight, adjusted, outsidePace, gatePause);
  }

  /**
   * Whether this can be dropped: its period is over, and a new budget learns the rest from its
   * first answer.
   */
  boolean isForgettable(long nowNanos) {
    RateLimitSnapshot known = limit;
    return !gatePause.at(nowNanos).shut()
        && (known == null || nowNanos - known.resetAtNanos() >= 0);
  }

  /** Returns the requests per nanosecond that may be sent at present; 0 if nothing is known. */
  double pacePerNano() {
    return limit == null ? 0 : pace.perNano();
  }

  /** Returns why a request is held back at present, as an exception not yet thrown. */
  RateLimitedException holdBack(String host, long nowNanos) {
    Budget now = at(nowNanos);
    RateLimitSnapshot current = now.limit;
    return new RateLimitedException(
        host + ": held back " + now.reason(nowNanos),
        current == null ? RateLimitedException.Details.UNKNOWN : current.details(nowNanos));
  }

  private String reason(long nowNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos(nowNanos)) + 1;
    if (gatePause.waitNanos(nowNanos) > 0) {
      return "after a 429; the next request is sent within " + seconds + " s";
    }
    if (limit == null) {
      return "until the first answer reports the rate limit";
    }
    return "to stay within the rate limit; the next request is sent within "
        + seconds
        + " s. To avoid this, read fewer distinct queries, raise budgetShare or ask for a"
        + " higher limit";
  }

  private double spendable(RateLimitSnapshot current) {
    // At least one request may be spent, even of the smallest limits.
    double reserve = Math.min((1 - share) * current.limit(), current.limit() - 1.0);
    return current.remaining() - inFlight - reserve;
  }

  private Budget with(GatePause newPause) {
    return new Budget(share, limit, unlimited, inFlight, pace, outsidePace, newPause);
  }

  private Budget with(Pace newPace, OutsidePace newOutsidePace, long newInFlight) {
    return new Budget(share, limit, unlimited, newInFlight, newPace, newOutsidePace, gatePause);
  }
}
