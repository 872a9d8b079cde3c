package io.github.scaler4j.datadogapi;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.source.RateLimitEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What Datadog last said about an account's rate limit. Immutable; answers that arrive out of order
 * merge to the same snapshot.
 *
 * <p>Datadog's periods are aligned to the calendar, and {@code X-RateLimit-Reset} counts whole
 * seconds, so the end of one period is seen a second earlier or later from answer to answer.
 *
 * @param limit requests allowed per period, at least 1
 * @param periodNanos length of the period
 * @param remaining requests left, from 0
 * @param resetAtNanos when the period ends, on the monotonic time
 * @param name name of the limit, empty if not given
 */
record RateLimitSnapshot(
    long limit, long periodNanos, long remaining, long resetAtNanos, String name) {

  /**
   * Reads the headers of an answer.
   *
   * @return null if they don't say how many requests are left, of how many, and until when
   */
  static @Nullable RateLimitSnapshot of(RateLimitHeaders headers, long nowNanos) {
    if (headers.limit().isEmpty()
        || headers.periodSeconds().isEmpty()
        || headers.remaining().isEmpty()
        || headers.resetSeconds().isEmpty()) {
      return null;
    }
    long period = headers.periodSeconds().getAsLong();
    long reset = Math.min(headers.resetSeconds().getAsLong(), period);
    return new RateLimitSnapshot(
        headers.limit().getAsLong(),
        TimeUnit.SECONDS.toNanos(period),
        Math.min(headers.remaining().getAsLong(), headers.limit().getAsLong()),
        nowNanos + TimeUnit.SECONDS.toNanos(reset),
        headers.name().orElse(""));
  }

  /**
   * Merges a newer answer into an older one: a later period wins, within one period a changed limit
   * wins, then fewer remaining.
   */
  static RateLimitSnapshot merge(@Nullable RateLimitSnapshot known, RateLimitSnapshot heard) {
    if (known == null) {
      return heard;
    }
    long later = heard.resetAtNanos - known.resetAtNanos;
    if (Math.abs(later) > heard.periodNanos / 2) {
      return later > 0 ? heard : known;
    }
    if (heard.limit == known.limit && heard.remaining > known.remaining) {
      return known;
    }
    return later >= 0
        ? heard
        : new RateLimitSnapshot(
            heard.limit, heard.periodNanos, heard.remaining, known.resetAtNanos, heard.name);
  }

  boolean samePeriodAs(RateLimitSnapshot other) {
    return Math.abs(resetAtNanos - other.resetAtNanos) <= periodNanos / 2;
  }

  RateLimitedException.Details details(long nowNanos) {
    return new RateLimitedException.Details(
        OptionalLong.of(limit),
        Optional.of(Duration.ofNanos(periodNanos)),
        OptionalLong.of(remaining),
        Optional.of(Duration.ofNanos(Math.max(0, resetAtNanos - nowNanos))),
        name.isEmpty() ? Optional.empty() : Optional.of(name));
  }

  RateLimitEvent toEvent(String host, long nowNanos, double pacePerSecond) {
    return new RateLimitEvent(
        host,
        name,
        limit,
        Duration.ofNanos(periodNanos),
        remaining,
        Duration.ofNanos(Math.max(0, resetAtNanos - nowNanos)),
        pacePerSecond);
  }

  /** Returns this snapshot as it stands now: with a full budget if its period has ended. */
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
