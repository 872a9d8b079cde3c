package io.github.scaler4j.source;

import java.util.Optional;

/**
 * The state of a host as one account sees it.
 *
 * @param host the host that is asked
 * @param account names the account among those of its host, without anything of its keys: the API
 *     key's {@link io.github.scaler4j.trigger.SecretSupplier#name() name}, else {@code account};
 *     where that is taken, with the smallest free number from 2 behind it. Empty for an agent,
 *     which has no accounts
 * @param circuitOpen whether the host is left alone, because it kept failing
 * @param liveQueries how many distinct queries are read; 0 for an agent
 * @param waitingQueries how many of them wait for a request to leave
 * @param requestsUnderWay requests that have left and have not ended
 * @param rateLimit the rate limit; empty before an answer tells of one
 * @param advice how far the limit goes; empty without a limit or a query
 */
public record HostStatus(
    String host,
    String account,
    boolean circuitOpen,
    int liveQueries,
    int waitingQueries,
    int requestsUnderWay,
    Optional<RateLimitStatus> rateLimit,
    Optional<LimitAdvice> advice) {

  /**
   * Returns the status of a host without accounts.
   *
   * @param host the host
   * @param circuitOpen whether it is left alone
   */
  public static HostStatus ofAgent(String host, boolean circuitOpen) {
    return new HostStatus(host, "", circuitOpen, 0, 0, 0, Optional.empty(), Optional.empty());
  }
}
