package io.github.scaler4j.source;

import java.time.Duration;

/**
 * An account's rate limit: the last reported values, extrapolated to now.
 *
 * @param name the limit's name, Datadog's {@code X-RateLimit-Name}; empty if no answer had one
 * @param limit requests allowed per period
 * @param period length of the period
 * @param remaining requests left in this period
 * @param reset time until the period ends
 * @param pacePerSecond requests per second that this process may send at present
 * @param closedFor how long a 429 still holds requests back; zero if none does
 */
public record RateLimitStatus(
    String name,
    long limit,
    Duration period,
    long remaining,
    Duration reset,
    double pacePerSecond,
    Duration closedFor) {}
