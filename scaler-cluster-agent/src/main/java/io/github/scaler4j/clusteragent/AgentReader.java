package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a metric from upstream: one request, one more if the agent refuses a token that has changed
 * since; if the agent fails, one to each further agent, and to the last one as often as the options
 * say.
 */
final class AgentReader implements AutoCloseable {

  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final AgentPeers peers;
  private final AgentTlsClients clients;
  private final AgentDecoder decoder;
  private final ConcurrentHashMap<OkHttpClient, HttpExchange> exchanges = new ConcurrentHashMap<>();
  private volatile boolean closed;

  AgentReader(SourceContext context, ClusterAgentOptions options, AgentTlsClients clients) {
    this.options = options;
    this.context = context;
    this.peers = new AgentPeers(options, context);
    this.clients = clients;
    this.decoder = new AgentDecoder(context.time(), options.maxAge());
  }

  /**
   * Reads.
   *
   * @param trigger what to read
   * @param timeout for all of it
   * @return a future of its own, completed within the timeout
   * @throws TransportException if the token's supplier fails
   * @throws InvalidTriggerException if the token fits no header, or the CA can't be read
   */
  CompletableFuture<MetricOutcome> read(ClusterAgentTrigger trigger, Duration timeout) {
    List<AgentPeer> order = peers.promising(trigger);
    Walk walk = new Walk(trigger, order, deadline(timeout), token(trigger));
    exchange(order.get(0).endpoint(), trigger);
    CompletableFuture<MetricOutcome> result = new CompletableFuture<>();
    var unused =
        walk.from(0)
            .whenComplete(
                (outcome, failure) -> {
                  if (failure == null) {
                    result.complete(outcome);
                  } else {
                    result.completeExceptionally(CallerFuture.bare(failure));
                  }
                });
    return result;
  }

  /** The agents of one read, one after the other as long as they fail in a way of their own. */
  private final class Walk {

    private final ClusterAgentTrigger trigger;
    private final List<AgentPeer> order;
    private final long deadline;
    private final AtomicReference<@Nullable Optional<BearerToken>> firstToken;

    Walk(
        ClusterAgentTrigger trigger,
        List<AgentPeer> order,
        long deadline,
        Optional<BearerToken> firstToken) {
      this.trigger = trigger;
      this.order = order;
      this.deadline = deadline;
      this.firstToken = new AtomicReference<>(firstToken);
    }

    CompletableFuture<MetricOutcome> from(int index) {
      AgentPeer peer = order.get(index);
      int agents = order.size() - index;
      boolean last = agents == 1;
      // An agent that stalls may use only its share, lest there is no time to ask the next one. To
      // ask another is better than to ask the same once more.
      CompletableFuture<MetricOutcome> read =
          peer.resilience()
              .call(left(deadline).dividedBy(agents), () -> last, time -> attempt(peer, time));
      return last
          ? read
          : read.exceptionallyCompose(
              failure ->
                  AgentErrors.mayAnotherAnswer(CallerFuture.bare(failure))
                      ? from(index + 1)
                      : read);
    }

    private CompletableFuture<MetricOutcome> attempt(AgentPeer peer, Duration time) {
      Optional<BearerToken> token = firstToken.getAndSet(null);
      return token == null ? readFrom(peer, trigger, time) : readFrom(peer, trigger, time, token);
    }
  }

  /** Returns the agents that the trigger may be read from. */
  List<AgentPeer> peers(ClusterAgentTrigger trigger) {
    return peers.all(trigger);
  }

  /** Returns why no agent is asked for now, or null if one is. */
  @Nullable MetricSourceException refusal(ClusterAgentTrigger trigger) {
    return closed ? closedFault() : peers.refusal(trigger);
  }

  /** Reads from one agent, once. */
  CompletableFuture<MetricOutcome> readFrom(
      AgentPeer peer, ClusterAgentTrigger trigger, Duration timeout) {
    try {
      return readFrom(peer, trigger, timeout, token(trigger));
    } catch (InvalidTriggerException | TransportException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<MetricOutcome> readFrom(
      AgentPeer peer, ClusterAgentTrigger trigger, Duration timeout, Optional<BearerToken> token) {
    if (closed) {
      return CompletableFuture.failedFuture(closedFault());
    }
    HttpExchange exchange;
    try {
      exchange = exchange(peer.endpoint(), trigger);
    } catch (InvalidTriggerException e) {
      return CompletableFuture.failedFuture(e);
    }
    long deadline = deadline(timeout);
    return send(exchange, peer, trigger, token, timeout)
        .exceptionallyCompose(
            failure -> {
              Throwable cause = CallerFuture.bare(failure);
              if (refusedToken(cause)) {
                Optional<BearerToken> renewed = token(trigger);
                if (!renewed.equals(token)) {
                  return send(exchange, peer, trigger, renewed, left(deadline));
                }
              }
              return CompletableFuture.failedFuture(explained(peer, cause));
            });
  }

  private CompletableFuture<MetricOutcome> send(
      HttpExchange exchange,
      AgentPeer peer,
      ClusterAgentTrigger trigger,
      Optional<BearerToken> token,
      Duration timeout) {
    Request.Builder request =
        new Request.Builder()
            .url(peer.url(trigger.path()))
            .header("Accept", "application/json")
            .header("User-Agent", HttpClients.USER_AGENT);
    token.ifPresent(present -> request.header("Authorization", present.header()));
    String host = peer.host();
    return peer.bound()
        .run(
            timeout,
            left ->
                exchange.send(
                    request.build(),
                    left,
                    1,
                    (status, headers, body) ->
                        decode(host, status, headers, body, token.isPresent())));
  }

  private MetricOutcome decode(
      String host, int status, Headers headers, BufferedSource body, boolean tokenSent)
      throws IOException {
    if (status == 200) {
      return decoder.decode(body.inputStream());
    }
    return AgentErrors.outcome(host, status, headers, AgentStatus.read(body), tokenSent);
  }

  private HttpExchange exchange(URI endpoint, ClusterAgentTrigger trigger) {
    OkHttpClient client;
    try {
      client = clients.client(trigger, endpoint);
    } catch (IllegalArgumentException e) {
      throw InvalidTriggerException.of("ca", String.valueOf(e.getMessage()));
    }
    return exchanges.computeIfAbsent(
        client,
        key -> new HttpExchange(key, options.bodyCap(), context.time(), context.listener()));
  }

  /**
   * @throws TransportException if the token's supplier fails
   * @throws InvalidTriggerException if the token fits no header
   */
  Optional<BearerToken> token(ClusterAgentTrigger trigger) {
    Optional<SecretSupplier> supplier = trigger.token().or(options::token);
    return supplier.map(BearerToken::ask);
  }

  private long deadline(Duration timeout) {
    return context.time().nanoTime() + timeout.toNanos();
  }

  private Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - context.time().nanoTime()));
  }

  private static boolean refusedToken(Throwable failure) {
    return failure instanceof AuthorizationException refused
        && refused.refusal() == Refusal.AGENT_REFUSED_TOKEN;
  }

  private static Throwable explained(AgentPeer peer, Throwable failure) {
    if (failure instanceof TransportException && failure.getCause() instanceof SSLException tls) {
      return new TransportException(
          peer.host()
              + ": TLS failed: "
              + ErrorText.oneLine(String.valueOf(tls.getMessage()), 400)
              + "; the agent's own certificate names only localhost: trust its CA (ca) with"
              + " serverName, or pin its key; ClusterAgentSource.verify shows the certificate",
          tls);
    }
    return failure;
  }

  static TransportException closedFault() {
    return new TransportException("the Cluster Agent source is closed", null);
  }

  @Override
  public void close() {
    closed = true;
    peers.close();
    clients.close();
  }
}
