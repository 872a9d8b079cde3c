package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How old a value may be.
 *
 * @param freshFor how long a value is used without another request; zero sends one at every read
 * @param staleFor how old a value may be to be returned while the upstream is failing
 */
public record Freshness(Duration freshFor, Duration staleFor) {

  /**
   * Creates the rule.
   *
   * @throws NullPointerException if an argument is null
   */
  public Freshness {
    requireNonNull(freshFor, "freshFor");
    requireNonNull(staleFor, "staleFor");
  }

  /**
   * Returns how long a value is kept without a read. While it is fresh, a scaler answers from its
   * own last reading, so the source sees no read of a metric that is read all the time.
   *
   * @param idleAfter the least time
   * @return that time, or twice the time for which the value is fresh if that is longer
   */
  public Duration keptFor(Duration idleAfter) {
    Duration longest = freshFor.multipliedBy(2);
    return idleAfter.compareTo(longest) < 0 ? longest : idleAfter;
  }
}
