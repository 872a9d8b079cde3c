package io.github.scaler4j.datadogapi;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.options.OptionRules;
import io.github.scaler4j.source.SourceOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link DatadogApiSource}. The setters of {@link Builder} explain them.
 *
 * <p>Immutable. For one request per read, as in KEDA, set {@code freshFor} to zero and {@code
 * batching} to false. Concurrent reads of one query still share a request.
 */
public final class DatadogApiOptions extends SourceOptions {

  private static final int MOST_BATCH_QUERIES = 1_000;
  private static final int MOST_ESCAPED_QUERY = 7_600;
  private static final int MAX_PARALLEL_REQUESTS = 10;
  private static final DatadogApiOptions DEFAULTS = builder().build();

  private final Optional<URI> endpoint;
  private final Map<String, URI> siteEndpoints;
  private final boolean batching;
  private final int maxBatchQueries;
  private final int maxEscapedQuery;
  private final Duration linger;
  private final double budgetShare;
  private final boolean merging;
  private final int openGroupsFrom;

  private DatadogApiOptions(Builder builder) {
    super(builder);
    this.endpoint = builder.endpoint;
    this.siteEndpoints = builder.siteEndpoints;
    this.batching = builder.batching;
    this.maxBatchQueries = builder.maxBatchQueries;
    this.maxEscapedQuery = builder.maxEscapedQuery;
    this.linger = builder.linger;
    this.budgetShare = builder.budgetShare;
    this.merging = builder.merging;
    this.openGroupsFrom = builder.openGroupsFrom;
  }

  /** Returns the defaults. */
  public static DatadogApiOptions defaults() {
    return DEFAULTS;
  }

  /** Starts with the defaults. The builder is not thread-safe. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts with these settings. The builder is not thread-safe. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns the API's address that replaces that of the trigger's site, or empty. */
  public Optional<URI> endpoint() {
    return endpoint;
  }

  /** Returns the API's addresses of individual sites, by the site in lower case. */
  public Map<String, URI> siteEndpoints() {
    return siteEndpoints;
  }

  /** Returns whether queries share requests. */
  public boolean batching() {
    return batching;
  }

  /** Returns the maximum number of queries in a request. */
  public int maxBatchQueries() {
    return maxBatchQueries;
  }

  /** Returns the longest text of a request's escaped queries, in characters. */
  public int maxEscapedQuery() {
    return maxEscapedQuery;
  }

  /** Returns how long a request waits for other queries that become due at the same moment. */
  public Duration linger() {
    return linger;
  }

  /** Returns the largest share of the organisation's rate limit that may be spent. */
  public double budgetShare() {
    return budgetShare;
  }

  /** Returns whether queries that differ in one tag's value may be sent as one. */
  public boolean merging() {
    return merging;
  }

  /** Returns how many queries a family needs before its merged query may ask for all values. */
  public int openGroupsFrom() {
    return openGroupsFrom;
  }

  @Override
  public String toString() {
    return "DatadogApiOptions[endpoint="
        + endpoint
        + ", siteEndpoints="
        + siteEndpoints
        + ", batching="
        + batching
        + ", maxBatchQueries="
        + maxBatchQueries
        + ", maxEscapedQuery="
        + maxEscapedQuery
        + ", linger="
        + linger
        + ", budgetShare="
        + budgetShare
        + ", merging="
        + merging
        + ", openGroupsFrom="
        + openGroupsFrom
        + ", "
        + super.toString()
        + "]";
  }

  /** Collects the settings, each checked as it is set; not thread-safe. */
  public static final class Builder extends SourceOptions.Builder<Builder> {

    private Optional<URI> endpoint = Optional.empty();
    private Map<String, URI> siteEndpoints = Map.of();
    private boolean batching = true;
    private int maxBatchQueries = 35;
    private int maxEscapedQuery = 7_000;
    private Duration linger = Duration.ofMillis(5);
    private double budgetShare = 0.9;
    private boolean merging;
    private int openGroupsFrom = 40;

    private Builder() {
      super(MAX_PARALLEL_REQUESTS);
    }

    private Builder(DatadogApiOptions options) {
      super(options);
      endpoint = options.endpoint;
      siteEndpoints = options.siteEndpoints;
      batching = options.batching;
      maxBatchQueries = options.maxBatchQueries;
      maxEscapedQuery = options.maxEscapedQuery;
      linger = options.linger;
      budgetShare = options.budgetShare;
      merging = options.merging;
      openGroupsFrom = options.openGroupsFrom;
    }

    /**
     * Sets the API's address, for example that of a gateway or a test server. Unless set, it is
     * {@code https://api.} and the trigger's site.
     *
     * @param endpoint {@code http} or {@code https}, a host, optionally a port, and optionally a
     *     path before {@code /api}; null, the default, for the trigger's site
     * @throws IllegalArgumentException if the address has another form
     */
    public Builder endpoint(@Nullable URI endpoint) {
      this.endpoint =
          Optional.ofNullable(endpoint).map(uri -> OptionRules.endpoint("endpoint", uri));
      return this;
    }

    /**
     * Sets the API's addresses of individual sites, which take precedence over {@link #endpoint}.
     * To send a trigger to a certain host, map its {@code datadogSite} to that host.
     *
     * @param endpoints addresses as {@link #endpoint} takes them, by {@code datadogSite} in any
     *     case; copied; empty, the default, for none
     * @throws IllegalArgumentException if a site is not a host name, or an address has another form
     */
    public Builder siteEndpoints(Map<String, URI> endpoints) {
      requireNonNull(endpoints, "siteEndpoints");
      Map<String, URI> checked = new TreeMap<>();
      endpoints.forEach(
          (site, uri) ->
              checked.put(
                  OptionRules.host("siteEndpoints", site).toLowerCase(Locale.ROOT),
                  OptionRules.endpoint("siteEndpoints", uri)));
      this.siteEndpoints = Collections.unmodifiableMap(checked);
      return this;
    }

    /**
     * Sets whether queries share requests.
     *
     * @param batching true by default, because Datadog limits requests, not queries
     */
    public Builder batching(boolean batching) {
      this.batching = batching;
      return this;
    }

    /**
     * Sets the maximum number of queries in a request.
     *
     * @param maxBatchQueries 1 to 1000; 35 by default, as in the Cluster Agent
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxBatchQueries(int maxBatchQueries) {
      this.maxBatchQueries =
          OptionRules.count("maxBatchQueries", maxBatchQueries, 1, MOST_BATCH_QUERIES);
      return this;
    }

    /**
     * Sets the longest text of a request's escaped queries.
     *
     * @param maxEscapedQuery in characters, 1 to 7600, above which Datadog answers 414; 7000 by
     *     default, the Cluster Agent's limit
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxEscapedQuery(int maxEscapedQuery) {
      this.maxEscapedQuery =
          OptionRules.count("maxEscapedQuery", maxEscapedQuery, 1, MOST_ESCAPED_QUERY);
      return this;
    }

    /**
     * Sets how long a request waits for other queries that become due at the same moment.
     *
     * <p>Readers wait during that time too, so it never exceeds a third of the time left to the
     * reader with the earliest deadline. The rest is for the request itself.
     *
     * @param linger 0 to 1 second; 5 ms by default, little compared with a round trip
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder linger(Duration linger) {
      this.linger = OptionRules.linger("linger", linger);
      return this;
    }

    /**
     * Sets the largest share of the organisation's rate limit that may be spent.
     *
     * @param budgetShare above 0, up to 1; 0.9 by default, which leaves the rest to dashboards and
     *     users
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder budgetShare(double budgetShare) {
      this.budgetShare = OptionRules.share("budgetShare", budgetShare);
      return this;
    }

    /**
     * Sets whether queries that differ in one tag's value may be sent as one grouped query.
     *
     * <p>A merged answer is used for a query only after it has matched the query's own answer three
     * times, each time within one request. The comparison continues, and merging stops at the first
     * difference. The package's page explains what this can't prove.
     *
     * @param merging false by default; it has no effect without {@link #batching}
     */
    public Builder merging(boolean merging) {
      this.merging = merging;
      return this;
    }

    /**
     * Sets how many queries a family needs before its merged query may ask for all values of the
     * tag instead of a list. Such a query takes the least room in a request, but its answer also
     * holds series that no trigger reads.
     *
     * @param openGroupsFrom 2 to 1,000,000; 40 by default
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder openGroupsFrom(int openGroupsFrom) {
      this.openGroupsFrom = OptionRules.count("openGroupsFrom", openGroupsFrom, 2, 1_000_000);
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Builds the settings. */
    public DatadogApiOptions build() {
      return new DatadogApiOptions(this);
    }
  }
}
