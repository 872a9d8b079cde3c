package io.github.scaler4j.clusteragent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.AgentMetric;
import java.net.URI;
import okhttp3.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of all reads: one HTTP client for each {@link ConnectionSettings}. */
final class ConnectionsBySettings implements AutoCloseable {

  private static final Logger log =
      LoggerFactory.getLogger(ConnectionsBySettings.class.getPackageName());

  // A trigger's CA may rotate for years, and each CA needs its own connection.
  private static final int MAX_SETTINGS = 100;
  private static final int MAX_AGENTS = 1000;

  private record Key(URI address, ConnectionSettings settings) {}

  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final SourceEvents events;
  private final AgentTransport transport;
  private final Cache<ConnectionSettings, HttpExchange> exchanges = bounded(MAX_SETTINGS);
  private final Cache<Key, AgentConnection> connections = bounded(MAX_SETTINGS);
  private final Cache<URI, Boolean> warned = bounded(MAX_AGENTS);
  private volatile boolean closed;

  ConnectionsBySettings(
      ClusterAgentOptions options,
      SourceContext context,
      SourceEvents events,
      AgentTransport transport) {
    this.options = options;
    this.context = context;
    this.events = events;
    this.transport = transport;
  }

  private static <K, V> Cache<K, V> bounded(int size) {
    return Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
  }

  /**
   * Returns the connection for a read.
   *
   * @throws InvalidTriggerException if the metric's CA can't be read
   * @throws TransportException once this is closed
   */
  AgentConnection connection(AgentEndpoint endpoint, AgentMetric metric) {
    if (closed) {
      throw closedFault();
    }
    ConnectionSettings settings = ConnectionSettings.of(endpoint, metric, options);
    Key key = new Key(endpoint.address(), settings);
    AgentConnection known = connections.getIfPresent(key);
    if (known != null) {
      return known;
    }
    try {
      // Not while the cache computes, because a logger may block.
      warnIfAnyIsAccepted(endpoint, settings);
      return connections.get(
          key,
          same ->
              connection(endpoint, exchanges.get(settings, any -> exchange(transport.calls(any)))));
    } catch (IllegalArgumentException e) {
      throw invalidCa(e);
    }
  }

  /** Returns a connection that no other read shares and that reports to the record. */
  AgentConnection observedConnection(
      AgentEndpoint endpoint, AgentMetric metric, ConnectionRecord record) {
    ConnectionSettings settings = ConnectionSettings.of(endpoint, metric, options);
    try {
      return connection(endpoint, exchange(transport.observedCalls(settings, record)));
    } catch (IllegalArgumentException e) {
      throw invalidCa(e);
    }
  }

  private AgentConnection connection(AgentEndpoint endpoint, HttpExchange exchange) {
    return new AgentConnection(
        exchange, new FirstConnection(endpoint.host(), context), transport, options, context);
  }

  private HttpExchange exchange(Call.Factory calls) {
    return new HttpExchange(calls, options.bodyCap(), context, events);
  }

  private static InvalidTriggerException invalidCa(IllegalArgumentException e) {
    return InvalidTriggerException.of("ca", String.valueOf(e.getMessage()));
  }

  private void warnIfAnyIsAccepted(AgentEndpoint endpoint, ConnectionSettings settings) {
    if (transport.acceptsAnyCertificate(settings)
        && warned.asMap().putIfAbsent(endpoint.address(), true) == null) {
      log.warn(
          "unsafeSsl: ANY certificate is accepted from {}, so anyone on the network path can "
              + "read the token and set the metric; trust the agent's CA with a server name, or "
              + "pin its key",
          endpoint.address());
    }
  }

  /** Returns how many connections and transports are cached. */
  long size() {
    exchanges.cleanUp();
    connections.cleanUp();
    return Math.max(exchanges.estimatedSize(), connections.estimatedSize());
  }

  static TransportException closedFault() {
    return new TransportException("the Cluster Agent source is closed", null);
  }

  @Override
  public void close() {
    closed = true;
    transport.close();
  }
}
