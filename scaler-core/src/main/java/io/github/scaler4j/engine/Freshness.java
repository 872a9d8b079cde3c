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
}
