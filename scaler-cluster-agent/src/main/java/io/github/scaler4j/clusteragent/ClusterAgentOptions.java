package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.options.OptionRules;
import io.github.scaler4j.source.SourceOptions;
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
public final class ClusterAgentOptions extends SourceOptions {

  private static final int MAX_PARALLEL_REQUESTS = 64;
  private static final ClusterAgentOptions DEFAULTS = builder().build();

  private final List<URI> endpoints;
  private final Optional<SecretSupplier> token;
  private final AgentTrust trust;
  private final Optional<String> serverName;
  private final Optional<Duration> maxAge;
  private final boolean http2;
  private final boolean clusterProxy;

  private ClusterAgentOptions(Builder builder) {
    super(builder);
    this.endpoints = builder.endpoints;
    this.token = builder.token;
    this.trust = builder.trust;
    this.serverName = builder.serverName;
    this.maxAge = builder.maxAge;
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
   * Returns the name that the certificate must be valid for instead of the host's, unless the
   * trigger sets it, or empty.
   */
  public Optional<String> serverName() {
    return serverName;
  }

  /**
   * Returns how old a value's own timestamp may be before it counts as no data, or empty for no
   * limit.
   */
  public Optional<Duration> maxAge() {
    return maxAge;
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
        + ", maxAge="
        + maxAge
        + ", http2="
        + http2
        + ", clusterProxy="
        + clusterProxy
        + ", "
        + super.toString()
        + "]";
  }

  /** Collects the settings, each checked as it is set; not thread-safe. */
  public static final class Builder extends SourceOptions.Builder<Builder> {

    private List<URI> endpoints = List.of();
    private Optional<SecretSupplier> token = Optional.empty();
    private AgentTrust trust = AgentTrust.system();
    private Optional<String> serverName = Optional.empty();
    private Optional<Duration> maxAge = Optional.empty();
    private boolean http2 = true;
    private boolean clusterProxy;

    private Builder() {
      super(MAX_PARALLEL_REQUESTS);
    }

    private Builder(ClusterAgentOptions options) {
      super(options);
      endpoints = options.endpoints;
      token = options.token;
      trust = options.trust;
      serverName = options.serverName;
      maxAge = options.maxAge;
      http2 = options.http2;
      clusterProxy = options.clusterProxy;
    }

    /**
     * Sets several agents of one cluster. When one fails or limits its requests (429), the request
     * goes to the next. An agent that has failed ten times in a row gets no requests for 10
     * seconds. One that asks for a pause ({@code Retry-After}) gets no requests for that metric
     * during the pause.
     *
     * @param endpoints in order of preference; empty, the default, for the address that KEDA builds
     *     from the trigger. Each is {@code http} or {@code https}, a host, optionally a port and a
     *     path. With {@code http} the token is sent unencrypted, so use it only for tests and for
     *     gateways on the same machine
     * @throws IllegalArgumentException if an address has another form
     */
    public Builder endpoints(List<URI> endpoints) {
      this.endpoints =
          requireNonNull(endpoints, "endpoints").stream()
              .map(uri -> OptionRules.endpoint("endpoints", uri))
              .toList();
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
     * Sets the name that the certificate must be valid for instead of the host's, unless the
     * trigger sets it.
     *
     * @param serverName a host name; null, the default, for the host's own. The agent's own
     *     certificate names {@code localhost}
     * @throws IllegalArgumentException if it is not a host name
     */
    public Builder serverName(@Nullable String serverName) {
      this.serverName =
          Optional.ofNullable(serverName).map(name -> OptionRules.host("serverName", name));
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
     * Sets whether HTTP/2 is used if the agent offers it.
     *
     * @param http2 true by default: all metrics share one connection, and so one TLS handshake, and
     *     a ping detects a dead connection. HTTP/1.1 uses less CPU, but needs a connection for each
     *     concurrent read
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

    @Override
    protected Builder self() {
      return this;
    }

    /** Builds the settings. */
    public ClusterAgentOptions build() {
      return new ClusterAgentOptions(this);
    }
  }
}
