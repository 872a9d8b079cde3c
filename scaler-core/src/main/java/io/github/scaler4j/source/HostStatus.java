package io.github.scaler4j.source;

import java.util.Optional;

/**
 * The state of a host as one account sees it.
 *
 * @param host the host that requests are sent to
 * @param account the account's name among those of its host; reveals nothing about its keys. It is
 *     the API key's {@link io.github.scaler4j.trigger.SecretSupplier#name() name}, else {@code
 *     account}. If that is taken, the smallest free number from 2 is appended. Empty for an agent,
 *     which has no accounts
 * @param circuitOpen whether the host gets no requests for now, because it kept failing
 * @param liveQueries how many distinct queries are read; 0 for an agent
 * @param waitingQueries how many of them wait for a request to be sent
 * @param requestsUnderWay requests that have been sent and have not ended
 * @param rateLimit the rate limit; empty until an answer reports one
 * @param advice what the queries need of the limit; empty without a limit or a query
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
   * @param circuitOpen whether it gets no requests for now
   */
  public static HostStatus ofAgent(String host, boolean circuitOpen) {
    return new HostStatus(host, "", circuitOpen, 0, 0, 0, Optional.empty(), Optional.empty());
  }
}
