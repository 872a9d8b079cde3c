package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.trigger.SecretSupplier;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings of a {@link ClusterAgentSource}. Immutable; start at {@link #defaults()}.
 *
 * @param endpoints the agents' addresses, asked in this order when one fails, or empty for the one
 *     that KEDA builds from the trigger; default empty. With {@code http:} the token travels in the
 *     clear: for tests and gateways on the same machine
 * @param token the token of triggers without one, asked at every request: a {@link
 *     io.github.scaler4j.trigger.Secret}, a {@link TokenFile}, or any other supplier; default none
 * @param trust which certificates are trusted, unless the trigger says; default the system's
 * @param serverName the name that the certificate must hold instead of the host's, unless the
 *     trigger says; default none. The agent's own certificate holds {@code localhost}
 * @param freshFor how long a value is used without asking again; default 15 s, half of the agent's
 *     own refresh period, so that an HPA's sync (every 15 s) sees each new value
 * @param staleFor how long the last good value stands in when the agent fails; default 5 min,
 *     longer than an agent takes to restart
 * @param idleAfter how long a metric that nobody reads is remembered; default 10 min, well above
 *     KEDA's polling interval of 30 s
 * @param maxAge how old a value's own timestamp may be before it counts as no data; default no
 *     bound, since the agent has its own ({@code maxAge} of the DatadogMetric)
 * @param retries how often a read that failed on its way, with 408 or with 5xx is repeated inside
 *     the trigger's timeout, after 100 ms, then 200 ms, and so on, give or take half; default 2,
 *     which outlives a pod's removal from its Service. The agent's 500s that say what is wrong are
 *     never repeated, nor is a certificate that is not trusted; of several agents the next is asked
 *     instead
 * @param bodyCap the longest answer that is read, in bytes; default 8 MiB, where a value has 300
 * @param maxParallel how many reads of one agent may be under way, the others wait; default 64,
 *     below the 100 streams that an HTTP/2 server commonly allows on one connection
 * @param http2 whether HTTP/2 is used where the agent offers it; default true: one connection, and
 *     so one TLS handshake, for all metrics, and a ping that finds a dead one. HTTP/1.1 takes a
 *     tenth less CPU with 16 reads at once and a third less with one ({@code DirectReadBenchmark}),
 *     and a connection for each read under way
 * @param clusterProxy whether the JVM's proxies are asked also for in-cluster hosts ({@code
 *     service.namespace}, {@code *.svc}); default false, since a proxy outside can't reach them
 */
public record ClusterAgentOptions(
    List<URI> endpoints,
    Optional<SecretSupplier> token,
    AgentTrust trust,
    Optional<String> serverName,
    Duration freshFor,
    Duration staleFor,
    Duration idleAfter,
    Optional<Duration> maxAge,
    int retries,
    long bodyCap,
    int maxParallel,
    boolean http2,
    boolean clusterProxy) {

  private static final ClusterAgentOptions DEFAULTS =
      new ClusterAgentOptions(
          List.of(),
          Optional.empty(),
          AgentTrust.system(),
          Optional.empty(),
          Duration.ofSeconds(15),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Optional.empty(),
          2,
          8L << 20,
          64,
          true,
          false);

  /**
   * Makes settings; {@link #defaults()} and the {@code with} methods are the usual way.
   *
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if an endpoint is no plain HTTP or HTTPS address, a duration
   *     or count is negative, or {@code idleAfter}, {@code bodyCap}, {@code maxParallel} or {@code
   *     maxAge} is not positive
   */
  public ClusterAgentOptions {
    endpoints = List.copyOf(endpoints);
    endpoints.forEach(ClusterAgentOptions::checkEndpoint);
    requireNonNull(token, "token");
    requireNonNull(trust, "trust");
    requireNonNull(serverName, "serverName");
    require(!freshFor.isNegative(), "freshFor", freshFor, "zero or more");
    require(!staleFor.isNegative(), "staleFor", staleFor, "zero or more");
    require(
        !idleAfter.isNegative() && !idleAfter.isZero(), "idleAfter", idleAfter, "more than zero");
    maxAge.ifPresent(
        age -> require(!age.isNegative() && !age.isZero(), "maxAge", age, "more than zero"));
    require(retries >= 0, "retries", retries, "0 or more");
    require(bodyCap > 0, "bodyCap", bodyCap, "1 or more");
    require(maxParallel > 0, "maxParallel", maxParallel, "1 or more");
  }

  /**
   * Returns the defaults.
   *
   * @return always the same object
   */
  public static ClusterAgentOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets one address instead of the one that KEDA builds.
   *
   * @param endpoint {@code http} or {@code https}, a host, perhaps a port and a path
   * @return new settings
   * @throws IllegalArgumentException if it is something else
   */
  public ClusterAgentOptions withEndpoint(URI endpoint) {
    return withEndpoints(List.of(endpoint));
  }

  /**
   * Sets several agents of one cluster: when one fails, the next is asked, and one that failed ten
   * times in a row is left alone for 10 seconds.
   *
   * @param endpoints addresses in order of preference; empty for the one that KEDA builds
   * @return new settings
   * @throws IllegalArgumentException if one is no plain address
   */
  public ClusterAgentOptions withEndpoints(List<URI> endpoints) {
    return with(draft -> draft.endpoints = endpoints);
  }

  /**
   * Sets the token of triggers that have none.
   *
   * @param token asked at every request
   * @return new settings
   */
  public ClusterAgentOptions withToken(SecretSupplier token) {
    return with(draft -> draft.token = Optional.of(token));
  }

  /**
   * Sets which certificates are trusted.
   *
   * @param trust the choice
   * @return new settings
   */
  public ClusterAgentOptions withTrust(AgentTrust trust) {
    return with(draft -> draft.trust = trust);
  }

  /**
   * Sets the name that the certificate must hold.
   *
   * @param serverName for example {@code localhost}
   * @return new settings
   */
  public ClusterAgentOptions withServerName(String serverName) {
    return with(draft -> draft.serverName = Optional.of(serverName));
  }

  /**
   * Sets how long a value is used without asking again.
   *
   * @param freshFor zero asks for every read, and still once for reads at the same time
   * @return new settings
   * @throws IllegalArgumentException if it is negative
   */
  public ClusterAgentOptions withFreshFor(Duration freshFor) {
    return with(draft -> draft.freshFor = freshFor);
  }

  /**
   * Sets how long the last good value stands in when the agent fails.
   *
   * @param staleFor zero never lets it
   * @return new settings
   * @throws IllegalArgumentException if it is negative
   */
  public ClusterAgentOptions withStaleFor(Duration staleFor) {
    return with(draft -> draft.staleFor = staleFor);
  }

  /**
   * Sets how long a metric that nobody reads is remembered.
   *
   * @param idleAfter more than zero
   * @return new settings
   * @throws IllegalArgumentException if it is not
   */
  public ClusterAgentOptions withIdleAfter(Duration idleAfter) {
    return with(draft -> draft.idleAfter = idleAfter);
  }

  /**
   * Sets how old a value's own timestamp may be before it counts as no data.
   *
   * @param maxAge more than zero
   * @return new settings
   * @throws IllegalArgumentException if it is not
   */
  public ClusterAgentOptions withMaxAge(Duration maxAge) {
    return with(draft -> draft.maxAge = Optional.of(maxAge));
  }

  /**
   * Sets how often a failed read is repeated.
   *
   * @param retries 0 never repeats
   * @return new settings
   * @throws IllegalArgumentException if it is negative
   */
  public ClusterAgentOptions withRetries(int retries) {
    return with(draft -> draft.retries = retries);
  }

  /**
   * Sets the longest answer that is read.
   *
   * @param bodyCap in bytes, 1 or more
   * @return new settings
   * @throws IllegalArgumentException if it is less
   */
  public ClusterAgentOptions withBodyCap(long bodyCap) {
    return with(draft -> draft.bodyCap = bodyCap);
  }

  /**
   * Sets how many reads of one agent may be under way.
   *
   * @param maxParallel 1 or more
   * @return new settings
   * @throws IllegalArgumentException if it is less
   */
  public ClusterAgentOptions withMaxParallel(int maxParallel) {
    return with(draft -> draft.maxParallel = maxParallel);
  }

  /**
   * Sets whether HTTP/2 is used where the agent offers it.
   *
   * @param http2 false for HTTP/1.1 alone
   * @return new settings
   */
  public ClusterAgentOptions withHttp2(boolean http2) {
    return with(draft -> draft.http2 = http2);
  }

  /**
   * Sets whether the JVM's proxies are asked also for in-cluster hosts.
   *
   * @param clusterProxy true treats them as any other host
   * @return new settings
   */
  public ClusterAgentOptions withClusterProxy(boolean clusterProxy) {
    return with(draft -> draft.clusterProxy = clusterProxy);
  }

  private ClusterAgentOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** A mutable copy, so that each {@code with} method names its one component only. */
  private static final class Draft {
    private List<URI> endpoints;
    private Optional<SecretSupplier> token;
    private AgentTrust trust;
    private Optional<String> serverName;
    private Duration freshFor;
    private Duration staleFor;
    private Duration idleAfter;
    private Optional<Duration> maxAge;
    private int retries;
    private long bodyCap;
    private int maxParallel;
    private boolean http2;
    private boolean clusterProxy;

    Draft(ClusterAgentOptions options) {
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
      maxParallel = options.maxParallel;
      http2 = options.http2;
      clusterProxy = options.clusterProxy;
    }

    ClusterAgentOptions options() {
      return new ClusterAgentOptions(
          endpoints,
          token,
          trust,
          serverName,
          freshFor,
          staleFor,
          idleAfter,
          maxAge,
          retries,
          bodyCap,
          maxParallel,
          http2,
          clusterProxy);
    }
  }

  private static void checkEndpoint(URI endpoint) {
    String scheme = String.valueOf(endpoint.getScheme());
    require(
        (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
            && endpoint.getHost() != null
            && endpoint.getUserInfo() == null
            && endpoint.getQuery() == null
            && endpoint.getFragment() == null,
        "endpoints",
        // What stands before an @ may be a password.
        endpoint.getRawUserInfo() == null ? endpoint : "a URI with user information",
        "https://host:port, without user, query or fragment");
  }

  private static void require(boolean ok, String name, Object value, String accepted) {
    if (!ok) {
      throw new IllegalArgumentException(name + ": " + value + "; accepted: " + accepted);
    }
  }
}
