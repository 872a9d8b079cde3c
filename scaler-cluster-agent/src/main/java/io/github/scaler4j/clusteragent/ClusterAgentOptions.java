package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.OptionRules;
import io.github.scaler4j.trigger.SecretSupplier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link ClusterAgentSource}. The setters of {@link Builder} explain them.
 *
 * <p>Immutable. {@code toString} holds no token.
 */
public final class ClusterAgentOptions {

  private static final ClusterAgentOptions DEFAULTS = builder().build();

  private final List<URI> endpoints;
  private final Optional<SecretSupplier> token;
  private final AgentTrust trust;
  private final Optional<String> serverName;
  private final Duration freshFor;
  private final Duration staleFor;
  private final Duration idleAfter;
  private final Optional<Duration> maxAge;
  private final int retries;
  private final long bodyCap;
  private final int maxParallelRequests;
  private final boolean http2;
  private final boolean clusterProxy;

  private ClusterAgentOptions(Builder builder) {
    this.endpoints = builder.endpoints;
    this.token = builder.token;
    this.trust = builder.trust;
    this.serverName = builder.serverName;
    this.freshFor = builder.freshFor;
    this.staleFor = builder.staleFor;
    this.idleAfter = builder.idleAfter;
    this.maxAge = builder.maxAge;
    this.retries = builder.retries;
    this.bodyCap = builder.bodyCap;
    this.maxParallelRequests = builder.maxParallelRequests;
    this.http2 = builder.http2;
    this.clusterProxy = builder.clusterProxy;
  }

  /** Returns the defaults. */
  public static ClusterAgentOptions defaults() {
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

  /**
   * Returns the agents' addresses in order of preference; empty for the address that KEDA builds
   * from the trigger.
   */
  public List<URI> endpoints() {
    return endpoints;
  }

  /** Returns the token of triggers without one, or empty. */
  public Optional<SecretSupplier> token() {
    return token;
  }

  /** Returns which certificates are trusted, unless the trigger sets it. */
  public AgentTrust trust() {
    return trust;
  }

  /**
   * Returns the name that the certificate must hold instead of the host's, unless the trigger sets
   * it, or empty.
   */
  public Optional<String> serverName() {
    return serverName;
  }

  /** Returns how long a value is used without asking again. */
  public Duration freshFor() {
    return freshFor;
  }

  /** Returns how old a stand-in value may be when the agent fails. */
  public Duration staleFor() {
    return staleFor;
  }

  /** Returns how long a metric is kept without a read. */
  public Duration idleAfter() {
    return idleAfter;
  }

  /**
   * Returns how old a value's own timestamp may be before it counts as no data, or empty for no
   * limit.
   */
  public Optional<Duration> maxAge() {
    return maxAge;
  }

  /** Returns how often a failed read is repeated. */
  public int retries() {
    return retries;
  }

  /** Returns the length of the longest answer that is read, in bytes. */
  public long bodyCap() {
    return bodyCap;
  }

  /** Returns how many requests of one agent are under way at most. */
  public int maxParallelRequests() {
    return maxParallelRequests;
  }

  /** Returns whether HTTP/2 is used if the agent offers it. */
  public boolean http2() {
    return http2;
  }

  /** Returns whether the JVM's proxies are also used for in-cluster hosts. */
  public boolean clusterProxy() {
    return clusterProxy;
  }

  @Override
  public String toString() {
    return "ClusterAgentOptions[endpoints="
        + endpoints
        + ", token="
        + (token.isPresent() ? "***" : "none")
        + ", trust="
        + trust
        + ", serverName="
        + serverName
        + ", freshFor="
        + freshFor
        + ", staleFor="
        + staleFor
        + ", idleAfter="
        + idleAfter
        + ", maxAge="
        + maxAge
        + ", retries="
        + retries
        + ", bodyCap="
        + bodyCap
        + ", maxParallelRequests="
        + maxParallelRequests
        + ", http2="
        + http2
        + ", clusterProxy="
        + clusterProxy
        + "]";
  }

  /** Collects the settings, each checked as it is set; not thread-safe. */
  public static final class Builder {

    private List<URI> endpoints = List.of();
    private Optional<SecretSupplier> token = Optional.empty();
    private AgentTrust trust = AgentTrust.system();
    private Optional<String> serverName = Optional.empty();
    private Duration freshFor = Duration.ofSeconds(15);
    private Duration staleFor = Duration.ofMinutes(5);
    private Duration idleAfter = Duration.ofMinutes(10);
    private Optional<Duration> maxAge = Optional.empty();
    private int retries = 2;
    private long bodyCap = 8L << 20;
    private int maxParallelRequests = 64;
    private boolean http2 = true;
    private boolean clusterProxy;

    private Builder() {}

    private Builder(ClusterAgentOptions options) {
      endpoints = options.endpoints;
      token = options.token;
      trust = options.trust;
      serverName = options.serverName;
      freshFor = options.freshFor;
      staleFor = options.staleFor;
      idleAfter = options.idleAfter;
      maxAge = options.maxAge;
      retries = options.retries;
      bodyCap = options.bodyCap;
      maxParallelRequests = options.maxParallelRequests;
      http2 = options.http2;
      clusterProxy = options.clusterProxy;
    }

    /**
     * Sets several agents of one cluster. When one fails, the next is asked. An agent that failed
     * ten times in a row gets no requests for 10 seconds.
     *
     * @param endpoints in order of preference; empty, the default, for the address that KEDA builds
     *     from the trigger. Each is {@code http} or {@code https}, a host, optionally a port and a
     *     path. With {@code http} the token travels in the clear, so use it only for tests and
     *     gateways on the same machine
     * @throws IllegalArgumentException if one is anything else
     */
    public Builder endpoints(List<URI> endpoints) {
      this.endpoints =
          endpoints.stream().map(uri -> OptionRules.endpoint("endpoints", uri)).toList();
      return this;
    }

    /**
     * Sets one agent, as {@link #endpoints} does.
     *
     * @param endpoint the only address; null for the address that KEDA builds from the trigger
     * @throws IllegalArgumentException if {@link #endpoints} would refuse it
     */
    public Builder endpoint(@Nullable URI endpoint) {
      this.endpoints =
          endpoint == null ? List.of() : List.of(OptionRules.endpoint("endpoint", endpoint));
      return this;
    }

    /**
     * Sets the token of triggers without one.
     *
     * @param token called for every request: a {@link io.github.scaler4j.trigger.Secret}, a {@link
     *     TokenFile}, or any other supplier; null, the default, for none
     */
    public Builder token(@Nullable SecretSupplier token) {
      this.token = Optional.ofNullable(token);
      return this;
    }

    /**
     * Sets which certificates are trusted, unless the trigger sets it.
     *
     * @param trust the system's trust by default
     */
    public Builder trust(AgentTrust trust) {
      this.trust = requireNonNull(trust, "trust");
      return this;
    }

    /**
     * Sets the name that the certificate must hold instead of the host's, unless the trigger sets
     * it.
     *
     * @param serverName a host name; null, the default, for the host's own. The agent's own
     *     certificate holds {@code localhost}
     * @throws IllegalArgumentException if it is not a host name
     */
    public Builder serverName(@Nullable String serverName) {
      this.serverName =
          Optional.ofNullable(serverName).map(name -> OptionRules.host("serverName", name));
      return this;
    }

    /**
     * Sets how long a value is used without asking again.
     *
     * @param freshFor 0 to 365 days; 15 s by default, half of the agent's own refresh period, so
     *     that an HPA's sync (every 15 s) sees each new value. Zero asks at every read;
     *     simultaneous reads still share a request
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder freshFor(Duration freshFor) {
      this.freshFor = OptionRules.duration("freshFor", freshFor);
      return this;
    }

    /**
     * Sets how old a stand-in value may be when the agent fails.
     *
     * @param staleFor 0 to 365 days; 5 min by default, longer than an agent takes to restart. Zero
     *     disables stale values
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder staleFor(Duration staleFor) {
      this.staleFor = OptionRules.duration("staleFor", staleFor);
      return this;
    }

    /**
     * Sets how long a metric is kept without a read.
     *
     * @param idleAfter 1 second to 365 days; 10 min by default, well above KEDA's polling interval
     *     of 30 s
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder idleAfter(Duration idleAfter) {
      this.idleAfter = OptionRules.idleAfter("idleAfter", idleAfter);
      return this;
    }

    /**
     * Sets how old a value's own timestamp may be before it counts as no data.
     *
     * @param maxAge more than 0, up to 365 days; null, the default, for no limit, because the agent
     *     has its own ({@code maxAge} of the DatadogMetric)
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxAge(@Nullable Duration maxAge) {
      this.maxAge = Optional.ofNullable(maxAge).map(age -> OptionRules.age("maxAge", age));
      return this;
    }

    /**
     * Sets how often a read is repeated within the trigger's timeout after a transport fault, 408
     * or 5xx: after about 100 ms, then 200 ms, and so on.
     *
     * <p>A 500 with the agent's reason is never repeated, nor is a read whose certificate is not
     * trusted. If there are several agents, the next is asked instead.
     *
     * @param retries 0 to 10; 2 by default, which covers a pod's removal from its Service
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder retries(int retries) {
      this.retries = OptionRules.retries("retries", retries);
      return this;
    }

    /**
     * Sets the length of the longest answer that is read.
     *
     * @param bodyCap in bytes, 1 byte to 1 GiB; 8 MiB by default, far more than a value needs
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder bodyCap(long bodyCap) {
      this.bodyCap = OptionRules.bodyCap("bodyCap", bodyCap);
      return this;
    }

    /**
     * Sets how many requests of one agent are under way at most; others wait.
     *
     * @param maxParallelRequests 1 to 1000; 64 by default, below the 100 streams that an HTTP/2
     *     server commonly allows on one connection
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxParallelRequests(int maxParallelRequests) {
      this.maxParallelRequests =
          OptionRules.maxParallelRequests("maxParallelRequests", maxParallelRequests);
      return this;
    }

    /**
     * Sets whether HTTP/2 is used if the agent offers it.
     *
     * @param http2 true by default: all metrics share one connection, and so one TLS handshake, and
     *     a ping detects a dead connection. HTTP/1.1 uses less CPU, but a connection for each read
     *     under way
     */
    public Builder http2(boolean http2) {
      this.http2 = http2;
      return this;
    }

    /**
     * Sets whether the JVM's proxies are also used for in-cluster hosts ({@code service.namespace},
     * {@code *.svc}).
     *
     * @param clusterProxy false by default, because a proxy outside the cluster can't reach them
     */
    public Builder clusterProxy(boolean clusterProxy) {
      this.clusterProxy = clusterProxy;
      return this;
    }

    /** Builds the settings. */
    public ClusterAgentOptions build() {
      return new ClusterAgentOptions(this);
    }
  }
}
