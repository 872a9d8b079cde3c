package io.github.scaler4j.source;

import java.time.Duration;

/**
 * How many requests an account's queries need to stay fresh, compared with its rate limit. All
 * numbers of requests are per period of the limit.
 *
 * @param limitName the limit's name, Datadog's {@code X-RateLimit-Name}; empty if no answer had one
 * @param limit requests allowed at present
 * @param period length of the period
 * @param queries distinct queries that are read
 * @param freshFor the interval at which each query must be sent
 * @param needed requests that this takes
 * @param neededLimit the limit that allows them, of which the process may spend its share
 * @param throughMerging about how many requests it takes if each family of queries is sent as one;
 *     equal to {@code needed} without a family, or with merging on
 * @param throughAgent requests that the Datadog Cluster Agent needs at its defaults: 35 queries
 *     every 30 seconds, once for all processes of a cluster
 * @param ageNow how old a value may become at the present limit
 */
public record LimitAdvice(
    String limitName,
    long limit,
    Duration period,
    int queries,
    Duration freshFor,
    long needed,
    long neededLimit,
    long throughMerging,
    long throughAgent,
    Duration ageNow) {

  private static final int AGENT_QUERIES = 35;
  private static final Duration AGENT_PERIOD = Duration.ofSeconds(30);

  /**
   * Computes the advice.
   *
   * @param limit the rate limit
   * @param share the part of it that this process may spend, above 0 and at most 1
   * @param queries distinct queries that are read, at least 1
   * @param requests how many requests carry them all once, at least 1
   * @param merged how many requests would carry them if each family were sent as one, at least 1
   * @param freshFor the interval at which each query must be sent; less than a second counts as a
   *     second
   */
  public static LimitAdvice of(
      RateLimitStatus limit,
      double share,
      int queries,
      int requests,
      int merged,
      Duration freshFor) {
    double rounds = rounds(limit.period(), freshFor);
    double spendable = Math.max(1, share * limit.limit());
    double ageSeconds = requests * seconds(limit.period()) / spendable;
    return new LimitAdvice(
        limit.name(),
        limit.limit(),
        limit.period(),
        queries,
        freshFor,
        (long) Math.ceil(requests * rounds),
        (long) Math.ceil(requests * rounds / share),
        (long) Math.ceil(merged * rounds),
        (long)
            Math.ceil(
                Math.ceil((double) queries / AGENT_QUERIES) * rounds(limit.period(), AGENT_PERIOD)),
        max(freshFor, Duration.ofMillis((long) (ageSeconds * 1_000))));
  }

  private static double rounds(Duration period, Duration every) {
    return seconds(period) / Math.max(1, seconds(every));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Returns whether the limit keeps all queries fresh. */
  public boolean suffices() {
    return limit >= neededLimit;
  }

  /**
   * Returns the advice as text, with the text of a request for a higher limit if the limit is too
   * low.
   *
   * @return a few lines without a line break at the end
   */
  public String explain() {
    String need =
        queries
            + (queries == 1 ? " query needs " : " queries need ")
            + needed
            + " requests every "
            + period.toSeconds()
            + " s to stay fresh for "
            + Math.max(1, freshFor.toSeconds())
            + " s; the limit"
            + name()
            + " is "
            + limit;
    return suffices()
        ? need + ": enough"
        : need
            + ": a value may become "
            + ageNow.toSeconds()
            + " s old.\n"
            + (throughMerging < needed
                ? "With merging: about " + throughMerging + " requests. "
                : "")
            + "Through the Cluster Agent: "
            + throughAgent
            + " requests, with values up to 30 s older.\n"
            + request();
  }

  /**
   * Returns the text of a request to Datadog's support for a higher limit.
   *
   * @return one paragraph, without a key or an organisation's name
   */
  public String request() {
    return "To Datadog's support: please raise the rate limit"
        + name()
        + " of GET /api/v1/query for our organisation from "
        + limit
        + " to "
        + Math.max(limit, neededLimit)
        + " requests per "
        + period.toSeconds()
        + " s. Our autoscaling runs "
        + queries
        + (queries == 1 ? " metric query every " : " metric queries every ")
        + Math.max(1, freshFor.toSeconds())
        + " s, in batches.";
  }

  private String name() {
    return limitName.isEmpty() ? "" : " " + limitName + " (X-RateLimit-Name)";
  }
}
