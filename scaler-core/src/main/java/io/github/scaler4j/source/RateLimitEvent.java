package io.github.scaler4j.source;

import java.time.Duration;

/**
 * An answer that reported how much of the rate limit is left.
 *
 * @param host the host that answered
 * @param account the account's name, see {@link HostStatus#account}
 * @param name the limit's name, or empty if the answer has none
 * @param limit requests allowed per period
 * @param period length of the period
 * @param remaining requests left in this period
 * @param reset time until the period ends
 * @param pacePerSecond requests per second that this process may send at present
 */
public record RateLimitEvent(
    String host,
    String account,
    String name,
    long limit,
    Duration period,
    long remaining,
    Duration reset,
    double pacePerSecond) {}
