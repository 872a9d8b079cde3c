package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.RateLimitStatus;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An account's rate limit as Datadog last reported it. Immutable; answers that arrive out of order
 * merge to the same snapshot.
 *
 * <p>Datadog's periods are aligned to the calendar, and {@code X-RateLimit-Reset} counts whole
 * seconds, so the apparent end of a period varies by a second from answer to answer.
 *
 * @param limit requests allowed per period, at least 1
 * @param periodNanos length of the period
 * @param remaining requests left, from 0
 * @param resetAtNanos when the period ends, on the monotonic time
 * @param name name of the limit, empty if not given
 */
record RateLimitSnapshot(
    long limit, long periodNanos, long remaining, long resetAtNanos, String name) {

  // Long, because a longer period allows fewer requests.
  private static final long USUAL_PERIOD_SECONDS = 3_600;
  private static final long DAY_SECONDS = 86_400;
  private static final long LONGEST_SECONDS = 2_678_400;

  /**
   * Reads the headers of an answer independently. A missing value is taken from the known snapshot,
   * or assumed so that fewer requests are sent.
   *
   * @param known the last snapshot, or null
   * @return null if they hold neither the limit nor the remaining requests
   */
  static @Nullable RateLimitSnapshot of(
      RateLimitHeaders headers, @Nullable RateLimitSnapshot known, long nowNanos) {
    if (headers.limit().isEmpty() && headers.remaining().isEmpty()) {
      return null;
    }
    RateLimitSnapshot before = known == null ? null : known.at(nowNanos);
    long limit = headers.limit().orElseGet(() -> limitBefore(before, headers.remaining()));
    long remaining = headers.remaining().orElseGet(() -> remainingBefore(before, limit));
    long period =
        headers.periodSeconds().isEmpty() && before != null
            ? before.periodNanos
            : TimeUnit.SECONDS.toNanos(
                headers.periodSeconds().orElseGet(() -> fittingPeriod(headers.resetSeconds())));
    long resetAt =
        headers.resetSeconds().isEmpty() && before != null
            ? before.resetAtNanos
            : nowNanos
                + Math.min(
                    period,
                    TimeUnit.SECONDS.toNanos(headers.resetSeconds().orElse(LONGEST_SECONDS)));
    return new RateLimitSnapshot(
        limit, period, Math.min(remaining, limit), resetAt, headers.name().orElse(""));
  }

  private static long limitBefore(@Nullable RateLimitSnapshot before, OptionalLong remaining) {
    return Math.max(before == null ? 1 : before.limit, remaining.orElse(1));
  }

  // The answered request was one of them.
  private static long remainingBefore(@Nullable RateLimitSnapshot before, long limit) {
    return Math.max(0, (before == null ? limit : Math.min(limit, before.remaining)) - 1);
  }

  private static long fittingPeriod(OptionalLong resetSeconds) {
    long reset = resetSeconds.orElse(0);
    if (reset <= USUAL_PERIOD_SECONDS) {
      return USUAL_PERIOD_SECONDS;
    }
    return reset <= DAY_SECONDS ? DAY_SECONDS : LONGEST_SECONDS;
  }

  /**
   * Merges a newer answer into an older one. A period of another length wins, then a later one;
   * within one period, a changed limit wins, then fewer remaining requests.
   */
  static RateLimitSnapshot merge(@Nullable RateLimitSnapshot known, RateLimitSnapshot reported) {
    if (known == null || reported.periodNanos != known.periodNanos) {
      return reported;
    }
    long later = reported.resetAtNanos - known.resetAtNanos;
    if (Math.abs(later) > reported.periodNanos / 2) {
      return later > 0 ? reported : known;
    }
    if (reported.limit == known.limit && reported.remaining > known.remaining) {
      return known;
    }
    return later >= 0
        ? reported
        : new RateLimitSnapshot(
            reported.limit,
            reported.periodNanos,
            reported.remaining,
            known.resetAtNanos,
            reported.name);
  }

  boolean samePeriodAs(RateLimitSnapshot other) {
    return periodNanos == other.periodNanos
        && Math.abs(resetAtNanos - other.resetAtNanos) <= periodNanos / 2;
  }

  RateLimitedException.Details details(long nowNanos) {
    RateLimitedException.Details.Builder details =
        RateLimitedException.Details.builder()
            .limit(limit)
            .period(Duration.ofNanos(periodNanos))
            .remaining(remaining)
            .reset(untilReset(nowNanos));
    return name.isEmpty() ? details.build() : details.name(name).build();
  }

  RateLimitStatus toStatus(long nowNanos, double pacePerSecond, Duration closedFor) {
    return RateLimitStatus.builder()
        .name(name)
        .limit(limit)
        .period(Duration.ofNanos(periodNanos))
        .remaining(remaining)
        .reset(untilReset(nowNanos))
        .pacePerSecond(pacePerSecond)
        .closedFor(closedFor)
        .build();
  }

  private Duration untilReset(long nowNanos) {
    return Duration.ofNanos(Math.max(0, resetAtNanos - nowNanos));
  }

  /** Returns this snapshot as of now: with a full budget if its period has ended. */
  RateLimitSnapshot at(long nowNanos) {
    long over = nowNanos - resetAtNanos;
    if (over < 0) {
      return this;
    }
    long periods = over / periodNanos + 1;
    return new RateLimitSnapshot(
        limit, periodNanos, limit, resetAtNanos + periods * periodNanos, name);
  }
}
