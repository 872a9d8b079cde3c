package io.github.scaler4j.source;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many requests an account's queries need to stay fresh, compared with its rate limit. All
 * numbers of requests are per period of the limit. Immutable; equal if computed from the same
 * numbers.
 */
public final class LimitAdvice {

  private static final int AGENT_QUERIES = 35;
  private static final Duration AGENT_PERIOD = Duration.ofSeconds(30);

  private final RateLimitStatus rateLimit;
  private final int queries;
  private final int requests;
  private final Duration freshFor;
  private final double share;
  private final int merged;

  private LimitAdvice(
      RateLimitStatus rateLimit,
      int queries,
      int requests,
      Duration freshFor,
      double share,
      int merged) {
    this.rateLimit = rateLimit;
    this.queries = queries;
    this.requests = requests;
    this.freshFor = freshFor;
    this.share = share;
    this.merged = merged;
  }

  /**
   * Computes the advice for a process that may spend the whole limit, and whose queries belong to
   * no family.
   *
   * @param limit the rate limit
   * @param queries distinct queries that are read, at least 1
   * @param requests how many requests carry them all once, at least 1
   * @param freshFor the interval at which each query must be sent; less than a second counts as a
   *     second
   */
  public static LimitAdvice of(
      RateLimitStatus limit, int queries, int requests, Duration freshFor) {
    return new LimitAdvice(limit, queries, requests, freshFor, 1, requests);
  }

  /**
   * Returns the advice for a process that may spend another share of the limit.
   *
   * @param share above 0 and at most 1
   */
  public LimitAdvice withShare(double share) {
    return new LimitAdvice(rateLimit, queries, requests, freshFor, share, merged);
  }

  /**
   * Returns the advice for queries of which some belong to families.
   *
   * @param merged how many requests would carry them if each family were sent as one, at least 1
   */
  public LimitAdvice withMergedRequests(int merged) {
    return new LimitAdvice(rateLimit, queries, requests, freshFor, share, merged);
  }

  /** Returns the limit's name, Datadog's {@code X-RateLimit-Name}; empty if no answer had one. */
  public String limitName() {
    return rateLimit.name();
  }

  /** Returns how many requests are allowed at present. */
  public long limit() {
    return rateLimit.limit();
  }

  /** Returns the length of the period. */
  public Duration period() {
    return rateLimit.period();
  }

  /** Returns how many distinct queries are read. */
  public int queries() {
    return queries;
  }

  /** Returns the interval at which each query must be sent. */
  public Duration freshFor() {
    return freshFor;
  }

  /** Returns how many requests it takes to keep all queries fresh. */
  public long needed() {
    return (long) Math.ceil(requests * rounds(freshFor));
  }

  /** Returns the limit at which this process's share amounts to {@link #needed()} requests. */
  public long neededLimit() {
    return (long) Math.ceil(requests * rounds(freshFor) / share);
  }

  /**
   * Returns roughly how many requests it takes if each family of queries is sent as one; equal to
   * {@link #needed()} without a family, or with merging on.
   */
  public long throughMerging() {
    return (long) Math.ceil(merged * rounds(freshFor));
  }

  /**
   * Returns how many requests the Datadog Cluster Agent needs at its defaults: 35 queries every 30
   * seconds, once for all processes of a cluster.
   */
  public long throughAgent() {
    return (long) Math.ceil(Math.ceil((double) queries / AGENT_QUERIES) * rounds(AGENT_PERIOD));
  }

  /** Returns how old a value may become at the present limit. */
  public Duration ageNow() {
    double ageSeconds = requests * seconds(period()) / Math.max(1, share * limit());
    Duration age = Duration.ofMillis((long) (ageSeconds * 1_000));
    return age.compareTo(freshFor) > 0 ? age : freshFor;
  }

  private double rounds(Duration every) {
    return seconds(period()) / Math.max(1, seconds(every));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** Returns whether the limit keeps all queries fresh. */
  public boolean suffices() {
    return limit() >= neededLimit();
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
            + needed()
            + " requests every "
            + period().toSeconds()
            + " s to be refreshed every "
            + Math.max(1, freshFor.toSeconds())
            + " s; the limit"
            + name()
            + " is "
            + limit();
    return suffices()
        ? need + ", which is enough"
        : need
            + ", so a value may become "
            + ageNow().toSeconds()
            + " s old.\n"
            + (throughMerging() < needed()
                ? "With merging: about " + throughMerging() + " requests. "
                : "")
            + "Through the Cluster Agent: "
            + throughAgent()
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
        + limit()
        + " to "
        + Math.max(limit(), neededLimit())
        + " requests per "
        + period().toSeconds()
        + " s. Our autoscaling runs "
        + queries
        + (queries == 1 ? " metric query every " : " metric queries every ")
        + Math.max(1, freshFor.toSeconds())
        + " s, in batches.";
  }

  private String name() {
    return limitName().isEmpty() ? "" : " " + limitName() + " (X-RateLimit-Name)";
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof LimitAdvice other && values().equals(other.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<Object> values() {
    return List.of(rateLimit, queries, requests, freshFor, share, merged);
  }

  @Override
  public String toString() {
    return "LimitAdvice[" + needed() + " needed of " + limit() + ", ageNow=" + ageNow() + "]";
  }
}
