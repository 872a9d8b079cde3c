package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings of a {@link DatadogApiSource}. Immutable; start at {@link #defaults()} and change
 * what should differ. {@code freshFor} zero with {@code batching} off is KEDA's behaviour: one
 * request per read.
 *
 * @param endpoint the API's address in place of {@code https://api.} before the trigger's site: a
 *     gateway or a test server, {@code http} or {@code https}, a path before {@code /api} allowed;
 *     empty by default
 * @param freshFor how long a value is used without asking again; 15 s by default, the period at
 *     which the HorizontalPodAutoscaler asks. Zero asks at every read; reads of one query during a
 *     request share it even so. A query that Datadog could not process (422) has no data for as
 *     long, and for up to a minute if that repeats.
 * @param staleFor how old a value may be that stands in while Datadog is unwell; 5 min by default,
 *     in which a rate limit's short periods and most outages pass. Zero never hands out such a one.
 * @param idleAfter after how long without a read a query is no longer kept fresh; 10 min by
 *     default, well above KEDA's polling interval of 30 s
 * @param batching whether queries share requests; true by default, since Datadog limits requests
 *     and not queries
 * @param maxBatchQueries how many queries a request carries at most; 35 by default, which is what
 *     the Cluster Agent sends
 * @param maxEscapedQuery how long the escaped queries of a request become at most, in characters;
 *     7000 by default: the Cluster Agent's limit, below the some 7600 at which Datadog answers 414
 * @param linger how long a request waits for others that are due at the same moment; 5 ms by
 *     default, little beside a round trip
 * @param maxParallelRequests how many requests of one account are under way at most; 10 by default,
 *     350 queries
 * @param budgetShare which part of the organisation's rate limit is spent at most, above 0 and up
 *     to 1; 0.9 by default, so that dashboards and people still get answers
 * @param retries how often a request is repeated within the trigger's timeout after a transport
 *     fault, 408 or 5xx; 2 by default. No other answer is repeated.
 * @param bodyCap the longest body that is read, in bytes after decompression; 8 MiB by default: 35
 *     queries of 1,500 points take some 2 MiB
 */
public record DatadogApiOptions(
    Optional<URI> endpoint,
    Duration freshFor,
    Duration staleFor,
    Duration idleAfter,
    boolean batching,
    int maxBatchQueries,
    int maxEscapedQuery,
    Duration linger,
    int maxParallelRequests,
    double budgetShare,
    int retries,
    long bodyCap) {

  private static final Duration LONGEST = Duration.ofDays(365);

  private static final DatadogApiOptions DEFAULTS =
      new DatadogApiOptions(
          Optional.empty(),
          Duration.ofSeconds(15),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          true,
          35,
          7000,
          Duration.ofMillis(5),
          10,
          0.9,
          2,
          8 * 1024 * 1024);

  /**
   * Checks the settings.
   *
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if a setting is out of its range; the message names it
   */
  public DatadogApiOptions {
    requireNonNull(endpoint, "endpoint").ifPresent(DatadogApiOptions::checkEndpoint);
    checkDuration("freshFor", freshFor);
    checkDuration("staleFor", staleFor);
    checkDuration("idleAfter", idleAfter);
    check(!idleAfter.isZero(), "idleAfter", idleAfter, "more than 0");
    check(maxBatchQueries >= 1, "maxBatchQueries", maxBatchQueries, "1 or more");
    check(maxEscapedQuery >= 1, "maxEscapedQuery", maxEscapedQuery, "1 or more");
    checkDuration("linger", linger);
    check(maxParallelRequests >= 1, "maxParallelRequests", maxParallelRequests, "1 or more");
    check(budgetShare > 0 && budgetShare <= 1, "budgetShare", budgetShare, "above 0 and up to 1");
    check(retries >= 0, "retries", retries, "0 or more");
    check(bodyCap >= 1, "bodyCap", bodyCap, "1 or more");
  }

  /**
   * Returns the defaults.
   *
   * @return always the same object
   */
  public static DatadogApiOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these settings with another address of the API.
   *
   * @param endpoint see {@link #endpoint()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withEndpoint(URI endpoint) {
    return edit(draft -> draft.endpoint = Optional.of(endpoint));
  }

  /**
   * Returns these settings with another freshness.
   *
   * @param freshFor see {@link #freshFor()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withFreshFor(Duration freshFor) {
    return edit(draft -> draft.freshFor = freshFor);
  }

  /**
   * Returns these settings with another bound on stale values.
   *
   * @param staleFor see {@link #staleFor()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withStaleFor(Duration staleFor) {
    return edit(draft -> draft.staleFor = staleFor);
  }

  /**
   * Returns these settings with another time after which a query is forgotten.
   *
   * @param idleAfter see {@link #idleAfter()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withIdleAfter(Duration idleAfter) {
    return edit(draft -> draft.idleAfter = idleAfter);
  }

  /**
   * Returns these settings with batching on or off.
   *
   * @param batching see {@link #batching()}
   * @return new settings
   */
  public DatadogApiOptions withBatching(boolean batching) {
    return edit(draft -> draft.batching = batching);
  }

  /**
   * Returns these settings with another limit on the queries of a request.
   *
   * @param maxBatchQueries see {@link #maxBatchQueries()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withMaxBatchQueries(int maxBatchQueries) {
    return edit(draft -> draft.maxBatchQueries = maxBatchQueries);
  }

  /**
   * Returns these settings with another limit on the length of a request.
   *
   * @param maxEscapedQuery see {@link #maxEscapedQuery()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withMaxEscapedQuery(int maxEscapedQuery) {
    return edit(draft -> draft.maxEscapedQuery = maxEscapedQuery);
  }

  /**
   * Returns these settings with another wait for company.
   *
   * @param linger see {@link #linger()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withLinger(Duration linger) {
    return edit(draft -> draft.linger = linger);
  }

  /**
   * Returns these settings with another limit on requests under way.
   *
   * @param maxParallelRequests see {@link #maxParallelRequests()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withMaxParallelRequests(int maxParallelRequests) {
    return edit(draft -> draft.maxParallelRequests = maxParallelRequests);
  }

  /**
   * Returns these settings with another share of the rate limit.
   *
   * @param budgetShare see {@link #budgetShare()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withBudgetShare(double budgetShare) {
    return edit(draft -> draft.budgetShare = budgetShare);
  }

  /**
   * Returns these settings with another number of repetitions.
   *
   * @param retries see {@link #retries()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withRetries(int retries) {
    return edit(draft -> draft.retries = retries);
  }

  /**
   * Returns these settings with another limit on a body.
   *
   * @param bodyCap see {@link #bodyCap()}
   * @return new settings
   * @throws IllegalArgumentException if it is out of range
   */
  public DatadogApiOptions withBodyCap(long bodyCap) {
    return edit(draft -> draft.bodyCap = bodyCap);
  }

  private static void checkEndpoint(URI endpoint) {
    check(
        ("http".equalsIgnoreCase(endpoint.getScheme())
                || "https".equalsIgnoreCase(endpoint.getScheme()))
            && endpoint.getHost() != null
            && endpoint.getRawUserInfo() == null
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null,
        "endpoint",
        "this address",
        "http or https, a host, and neither user, query nor fragment");
  }

  private static void checkDuration(String option, Duration value) {
    requireNonNull(value, option);
    check(
        !value.isNegative() && value.compareTo(LONGEST) <= 0,
        option,
        value,
        "0 or more, up to a year");
  }

  private static void check(boolean valid, String option, Object value, String accepted) {
    if (!valid) {
      throw new IllegalArgumentException(
          option + ": " + value + " is out of range; accepted is " + accepted);
    }
  }

  private DatadogApiOptions edit(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** A copy in which one setting is changed. */
  private static final class Draft {
    Optional<URI> endpoint;
    Duration freshFor;
    Duration staleFor;
    Duration idleAfter;
    boolean batching;
    int maxBatchQueries;
    int maxEscapedQuery;
    Duration linger;
    int maxParallelRequests;
    double budgetShare;
    int retries;
    long bodyCap;

    Draft(DatadogApiOptions from) {
      endpoint = from.endpoint;
      freshFor = from.freshFor;
      staleFor = from.staleFor;
      idleAfter = from.idleAfter;
      batching = from.batching;
      maxBatchQueries = from.maxBatchQueries;
      maxEscapedQuery = from.maxEscapedQuery;
      linger = from.linger;
      maxParallelRequests = from.maxParallelRequests;
      budgetShare = from.budgetShare;
      retries = from.retries;
      bodyCap = from.bodyCap;
    }

    DatadogApiOptions options() {
      return new DatadogApiOptions(
          endpoint,
          freshFor,
          staleFor,
          idleAfter,
          batching,
          maxBatchQueries,
          maxEscapedQuery,
          linger,
          maxParallelRequests,
          budgetShare,
          retries,
          bodyCap);
    }
  }
}
