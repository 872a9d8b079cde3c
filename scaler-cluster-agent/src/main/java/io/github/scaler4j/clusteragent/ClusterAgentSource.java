package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.Fetched;
import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.FreshnessCache;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.MetricSourceProvider;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.source.Verification;
import io.github.scaler4j.trigger.AgentMetric;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;

/**
 * Reads Cluster Agent triggers from the agent's external metrics API, as KEDA's {@code
 * useClusterAgentProxy} does.
 *
 * <p>Thread-safe. Only {@link #verify} blocks. Triggers with the same TLS settings share
 * connections. Triggers that read the same metric from the same agent with the same token and trust
 * share their reads.
 */
public final class ClusterAgentSource implements MetricSource {

  // Far more than one agent serves. This bounds memory and is not a setting.
  private static final long MAX_METRICS = 100_000;

  private final TimeSource time;
  private final SourceEvents events;
  private final FreshnessCache<AgentMetric, AgentMetricRead> reads;

  // Readers may still wait for a read that the cache has dropped.
  private final Set<AgentMetricRead> dropped =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final ConnectionsBySettings connections;
  private final AgentCandidates endpoints;
  private final AgentVerifier verifier;
  private volatile boolean closed;

  ClusterAgentSource(SourceContext context, ClusterAgentOptions options, AgentTransport transport) {
    this.time = context.time();
    this.events = new SourceEvents(context);
    this.connections = new ConnectionsBySettings(options, context, events, transport);
    this.endpoints = new AgentCandidates(options, context);
    this.verifier = new AgentVerifier(options, context, endpoints, connections);
    AgentClient client = new AgentClient(options, context, connections::connection);
    AgentFailover failover = new AgentFailover(client, options, context);
    DeadlineTimer timer = new DeadlineTimer(context);
    Freshness freshness = new Freshness(options.freshFor(), options.staleFor());
    this.reads =
        new FreshnessCache<>(
            freshness.keptFor(options.idleAfter()),
            MAX_METRICS,
            context,
            metric ->
                new AgentMetricRead(
                    metric, endpoints, failover, freshness, context.time(), timer, events),
            dropped::add);
  }

  /**
   * Configures a source, for {@code DatadogScalers.builder().source}.
   *
   * @param options the settings
   */
  public static MetricSourceProvider with(ClusterAgentOptions options) {
    return new ClusterAgentSourceProvider(options, null);
  }

  /**
   * Configures a source on the caller's transport: an {@code OkHttpClient} with its own TLS
   * settings, or a fake without sockets.
   *
   * <p>The transport checks certificates, chooses proxies and bounds parallel requests. Settings of
   * options and triggers for trust, server name, HTTP/2, proxies and {@code maxParallelRequests}
   * have no effect.
   *
   * @param options the settings
   * @param calls creates the calls; stays open
   */
  public static MetricSourceProvider with(ClusterAgentOptions options, Call.Factory calls) {
    return new ClusterAgentSourceProvider(options, requireNonNull(calls, "calls"));
  }

  static ClusterAgentSource create(SourceContext context, ClusterAgentOptions options) {
    return new ClusterAgentSource(context, options, new AgentHttpClients(options, context.time()));
  }

  static ClusterAgentSource create(
      SourceContext context, ClusterAgentOptions options, Call.Factory calls) {
    return new ClusterAgentSource(context, options, AgentTransport.of(calls));
  }

  @Override
  public boolean supports(DatadogTrigger trigger) {
    return trigger instanceof ClusterAgentTrigger;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The future may also fail with an {@link InvalidTriggerException}, for a CA that can't be
   * read or a token that does not fit into a header.
   */
  @Override
  public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
    AgentMetricRead read = reads.get(agentTrigger(trigger).metric());
    CompletableFuture<Fetched<MetricOutcome>> fetched = read.read(deadline);
    if (closed) {
      read.close();
    }
    return CallerFuture.of(fetched, value -> value.toAnswer(outcome -> outcome, time));
  }

  /**
   * Reads the trigger's metric once from each agent over a new connection, without caches, and
   * reports each step: name resolution, connection, TLS, token, permission, and the metric. Use it
   * to troubleshoot a setup.
   *
   * <p>Blocks for up to the time until the deadline per agent, including the time of a token's
   * supplier. With the caller's transport, the connection is reported only if a new one is opened.
   *
   * @param trigger the trigger to check
   * @param deadline how long each agent may take from now on; one that is slow takes no time from
   *     the others
   * @return a report that prints one line per step, with advice for a failed one; it holds no
   *     secret
   * @throws IllegalArgumentException if the trigger is not a Cluster Agent trigger
   * @throws RuntimeException if the caller's own code, such as an interceptor of its HTTP client,
   *     throws it; an {@link Error} likewise
   */
  @Override
  public Verification verify(DatadogTrigger trigger, Deadline deadline) {
    return verifier.verify(agentTrigger(trigger).metric(), deadline.left(time));
  }

  private static ClusterAgentTrigger agentTrigger(DatadogTrigger trigger) {
    if (trigger instanceof ClusterAgentTrigger agentTrigger) {
      return agentTrigger;
    }
    throw new IllegalArgumentException(
        "trigger: " + trigger + " is not read through the Cluster Agent");
  }

  @Override
  public SourceStatistics statistics() {
    return events.statistics(reads, endpoints.status());
  }

  @Override
  public void close() {
    closed = true;
    // Before the connections, whose end would otherwise reach a reader as a fault of the agent.
    reads.forEach(AgentMetricRead::close);
    List.copyOf(dropped).forEach(AgentMetricRead::close);
    connections.close();
    reads.close();
  }
}
