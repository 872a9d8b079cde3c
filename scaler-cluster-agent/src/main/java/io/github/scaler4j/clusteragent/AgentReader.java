package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.InvalidTriggerException;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okio.BufferedSource;

/**
 * Reads a metric from upstream once: one request, one more if the agent refuses a token that has
 * changed since, and one per further agent if there are several and the first ones fail.
 */
final class AgentReader implements AutoCloseable {

  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final AgentPeers peers;
  private final AgentTlsClients clients;
  private final AgentDecoder decoder;
  private final ConcurrentHashMap<OkHttpClient, HttpExchange> exchanges = new ConcurrentHashMap<>();

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
   */
  CompletableFuture<MetricOutcome> read(ClusterAgentTrigger trigger, Duration timeout) {
    long deadline = context.time().nanoTime() + timeout.toNanos();
    CompletableFuture<MetricOutcome> result = new CompletableFuture<>();
    var unused =
        read(trigger, peers.inOrder(trigger), 0, deadline)
            .whenComplete(
                (outcome, failure) -> {
                  if (failure == null) {
                    result.complete(outcome);
                  } else {
                    result.completeExceptionally(unwrap(failure));
                  }
                });
    return result;
  }

  private CompletableFuture<MetricOutcome> read(
      ClusterAgentTrigger trigger, List<AgentPeer> order, int index, long deadline) {
    AgentPeer peer = order.get(index);
    int left = order.size() - index;
    // An agent that stalls may use only its share, lest there is no time to ask the next one.
    CompletableFuture<MetricOutcome> read = readFrom(peer, trigger, left(deadline).dividedBy(left));
    if (order.size() == 1) {
      return read;
    }
    return read.thenApply(
            outcome -> {
              peer.answered();
              return outcome;
            })
        .exceptionallyCompose(
            failure -> {
              if (!AgentErrors.isTransient(unwrap(failure))) {
                peer.answered();
                return read;
              }
              peer.failed();
              return left == 1 ? read : read(trigger, order, index + 1, deadline);
            });
  }

  /** Returns the agents that the trigger may be read from, the most promising first. */
  List<AgentPeer> peers(ClusterAgentTrigger trigger) {
    return peers.inOrder(trigger);
  }

  /** Reads from one agent. */
  CompletableFuture<MetricOutcome> readFrom(
      AgentPeer peer, ClusterAgentTrigger trigger, Duration timeout) {
    long deadline = context.time().nanoTime() + timeout.toNanos();
    HttpExchange exchange;
    Optional<BearerToken> token;
    try {
      exchange = exchange(peer.endpoint(), trigger);
      token = token(trigger);
    } catch (InvalidTriggerException | TransportException e) {
      return CompletableFuture.failedFuture(e);
    }
    return send(exchange, peer, trigger, token, timeout)
        .exceptionallyCompose(
            failure -> {
              Throwable cause = unwrap(failure);
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
    String host = peer.endpoint().getHost();
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
          peer.endpoint().getHost()
              + ": TLS failed: "
              + ErrorText.oneLine(String.valueOf(tls.getMessage()), 400)
              + "; the agent's own certificate names only localhost: trust its CA (ca) with"
              + " serverName, or pin its key; ClusterAgentSource.verify shows the certificate",
          tls);
    }
    return failure;
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  @Override
  public void close() {
    peers.close();
    clients.close();
  }
}
