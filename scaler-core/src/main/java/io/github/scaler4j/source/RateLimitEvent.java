package io.github.scaler4j.source;

import java.time.Duration;

/** An answer that reported how much of the rate limit is left. Immutable. */
public final class RateLimitEvent {

  private final String host;
  private final String account;
  private final RateLimitStatus reported;

  private RateLimitEvent(String host, String account, RateLimitStatus reported) {
    this.host = host;
    this.account = account;
    this.reported = reported;
  }

  /**
   * Creates the event.
   *
   * @param host the host that answered
   * @param account the account's name, see {@link HostStatus#account()}
   * @param reported the rate limit as the answer reported it
   */
  public static RateLimitEvent of(String host, String account, RateLimitStatus reported) {
    return new RateLimitEvent(host, account, reported);
  }

  /** Returns the host that answered. */
  public String host() {
    return host;
  }

  /** Returns the account's name, see {@link HostStatus#account()}. */
  public String account() {
    return account;
  }

  /** Returns the limit's name, or empty if the answer has none. */
  public String name() {
    return reported.name();
  }

  /** Returns how many requests are allowed per period. */
  public long limit() {
    return reported.limit();
  }

  /** Returns the length of the period. */
  public Duration period() {
    return reported.period();
  }

  /** Returns how many requests are left in this period. */
  public long remaining() {
    return reported.remaining();
  }

  /** Returns the time until the period ends. */
  public Duration reset() {
    return reported.reset();
  }

  /** Returns how many requests per second this process may send at present. */
  public double pacePerSecond() {
    return reported.pacePerSecond();
  }
}
