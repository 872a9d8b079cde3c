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

/** The HTTP exchanges of all reads, one for each {@link ConnectionSettings}. */
final class AgentConnections implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ClusterAgentSource.class);

  // A trigger's CA may rotate for years, and each one is another setting.
  private static final int MAX_SETTINGS = 100;
  private static final int MAX_WARNED = 1000;

  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final SourceEvents events;
  private final AgentTransport transport;
  private final Cache<ConnectionSettings, HttpExchange> exchanges =
      Caffeine.newBuilder().maximumSize(MAX_SETTINGS).executor(Runnable::run).build();
  private final Cache<URI, Boolean> warned =
      Caffeine.newBuilder().maximumSize(MAX_WARNED).executor(Runnable::run).build();
  private volatile boolean closed;

  AgentConnections(
      ClusterAgentOptions options,
      SourceContext context,
      SourceEvents events,
      AgentTransport transport) {
    this.options = options;
    this.context = context;
    this.events = events;
    this.transport = transport;
  }

  /**
   * Returns the exchange for a read.
   *
   * @throws InvalidTriggerException if the metric's CA can't be read
   * @throws TransportException once this is closed
   */
  HttpExchange exchange(AgentEndpoint endpoint, AgentMetric metric) {
    if (closed) {
      throw closedFault();
    }
    if (acceptsAny(metric) && warned.asMap().putIfAbsent(endpoint.address(), true) == null) {
      log.warn(
          "unsafeSsl: ANY certificate is accepted from {}, so anyone between can read the token and"
              + " set the metric; trust the agent's CA with a server name, or pin its key",
          endpoint.address());
    }
    try {
      return exchanges.get(
          ConnectionSettings.of(endpoint, metric, options),
          settings -> exchange(transport.calls(settings)));
    } catch (IllegalArgumentException e) {
      throw invalidCa(e);
    }
  }

  /** Returns an exchange over connections of its own, whose making the record is shown. */
  HttpExchange observedExchange(
      AgentEndpoint endpoint, AgentMetric metric, ConnectionRecord record) {
    try {
      return exchange(
          transport.observedCalls(ConnectionSettings.of(endpoint, metric, options), record));
    } catch (IllegalArgumentException e) {
      throw invalidCa(e);
    }
  }

  private HttpExchange exchange(Call.Factory calls) {
    return new HttpExchange(calls, options.bodyCap(), context, events);
  }

  private static InvalidTriggerException invalidCa(IllegalArgumentException e) {
    return InvalidTriggerException.of("ca", String.valueOf(e.getMessage()));
  }

  private boolean acceptsAny(AgentMetric metric) {
    return metric.tls().unsafeSsl()
        || (metric.tls().ca().isEmpty() && options.trust() instanceof AgentTrust.Unsafe);
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
