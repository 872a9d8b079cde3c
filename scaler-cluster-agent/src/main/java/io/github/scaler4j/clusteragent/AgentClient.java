package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.CallerCode;
import io.github.scaler4j.engine.ErrorText;
import io.github.scaler4j.engine.FutureFault;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.engine.MalformedBodyException;
import io.github.scaler4j.engine.NotAskedException;
import io.github.scaler4j.engine.UntrustedCertificate;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.AgentMetric;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import okhttp3.Request;
import okio.BufferedSource;

/**
 * Asks one agent for one metric: one request, and one more if the agent refuses a token that has
 * changed since.
 */
final class AgentClient {

  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final BiFunction<AgentEndpoint, AgentMetric, AgentConnection> connections;
  private final CallerCode<SecretSupplier, Optional<BearerToken>> tokens;
  private final AgentDecoder decoder;

  /**
   * @param connections chooses the connection of a read; may throw what {@link #read} fails with
   */
  AgentClient(
      ClusterAgentOptions options,
      SourceContext context,
      BiFunction<AgentEndpoint, AgentMetric, AgentConnection> connections) {
    this.options = options;
    this.context = context;
    this.connections = connections;
    this.tokens = new CallerCode<>(context);
    this.decoder = new AgentDecoder(context.time(), options.maxAge());
  }

  /**
   * Reads the metric once.
   *
   * @return a future that ends by the deadline; it may fail with any {@link
   *     io.github.scaler4j.error.MetricSourceException}, with a {@link NotAskedException}, and with
   *     an {@link io.github.scaler4j.error.InvalidTriggerException} if the token does not fit into
   *     a header or the CA can't be read
   */
  CompletableFuture<MetricOutcome> read(
      AgentEndpoint endpoint, AgentMetric metric, Deadline deadline) {
    long pass;
    try {
      pass = endpoint.pause().enter();
    } catch (RateLimitedException e) {
      return CompletableFuture.failedFuture(new NotAskedException(e));
    }
    Question question = new Question(endpoint, metric, deadline, pass);
    return askForToken(metric, deadline)
        .thenCompose(
            token -> {
              AgentConnection connection = connections.apply(endpoint, metric);
              return send(connection, question, token)
                  .exceptionallyCompose(
                      failure ->
                          isRefusedToken(failure)
                              ? renew(connection, question, token, failure)
                              : CompletableFuture.failedFuture(failure));
            })
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(explain(endpoint, FutureFault.bare(failure))));
  }

  /**
   * The metric to read, the agent that is asked, and the reader's deadline.
   *
   * @param pass of the agent's {@link RateLimitPause}
   */
  private record Question(
      AgentEndpoint endpoint, AgentMetric metric, Deadline deadline, long pass) {}

  private CompletableFuture<MetricOutcome> renew(
      AgentConnection connection,
      Question question,
      Optional<BearerToken> refused,
      Throwable failure) {
    return askForToken(question.metric, FirstConnection.justBefore(question.deadline))
        .thenCompose(
            token ->
                token.equals(refused)
                    ? CompletableFuture.failedFuture(failure)
                    : send(connection, question, token))
        .exceptionallyCompose(
            renewal -> CompletableFuture.failedFuture(hideNotAsked(renewal, failure)));
  }

  // The agent was asked, and refused the token. That no other one was available is a detail.
  private static Throwable hideNotAsked(Throwable renewal, Throwable refusal) {
    Throwable bare = FutureFault.bare(renewal);
    if (!(bare instanceof NotAskedException)) {
      return bare;
    }
    Throwable known = FutureFault.bare(refusal);
    known.addSuppressed(NotAskedException.reason(bare));
    return known;
  }

  /**
   * Asks for the current token, on a thread that a supplier may block.
   *
   * @return empty if no token is set; else a future that may fail as {@link BearerToken#ask} does,
   *     wrapped in a {@link NotAskedException} if that is a fault of the source
   */
  CompletableFuture<Optional<BearerToken>> askForToken(AgentMetric metric, Deadline deadline) {
    return metric
        .token()
        .or(options::token)
        .map(supplier -> ask(supplier, deadline))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private CompletableFuture<Optional<BearerToken>> ask(SecretSupplier supplier, Deadline deadline) {
    CompletableFuture<Optional<BearerToken>> token =
        supplier instanceof Secret known
            ? read(known)
            : tokens.call(
                supplier, "the token", deadline, () -> Optional.of(BearerToken.ask(supplier)));
    return token.exceptionallyCompose(
        failure ->
            CompletableFuture.failedFuture(
                FutureFault.bare(failure) instanceof MetricSourceException fault
                    ? new NotAskedException(fault)
                    : FutureFault.bare(failure)));
  }

  // A fixed token needs no separate thread.
  private static CompletableFuture<Optional<BearerToken>> read(Secret known) {
    try {
      return CompletableFuture.completedFuture(Optional.of(BearerToken.ask(known)));
    } catch (ScalerException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<MetricOutcome> send(
      AgentConnection connection, Question question, Optional<BearerToken> token) {
    Request.Builder request =
        new Request.Builder()
            .url(question.endpoint.url(question.metric))
            .header("Accept", "application/json")
            .header("User-Agent", HttpClients.USER_AGENT);
    token.ifPresent(present -> request.header("Authorization", present.header()));
    return connection.send(
        request,
        question.deadline,
        (status, headers, body) -> decode(question, token, status, headers, body));
  }

  private MetricOutcome decode(
      Question question,
      Optional<BearerToken> token,
      int status,
      Headers headers,
      BufferedSource body)
      throws IOException {
    List<String> secrets = token.map(sent -> sent.secret().reveal()).stream().toList();
    RateLimitPause pause = question.endpoint.pause();
    AgentErrorReader errors =
        new AgentErrorReader(question.endpoint.host(), status, token.isPresent(), secrets);
    if (status != 429) {
      pause.onAnswer(question.pass);
    }
    try {
      if (status != 200) {
        return errors.outcome(headers, AgentStatus.read(body, secrets), context.time().now());
      }
      return decoder.decode(body.inputStream(), question.metric.externalName());
    } catch (MalformedBodyException e) {
      throw errors.malformed(e);
    } catch (RateLimitedException e) {
      if (status == 429) {
        pause.onLimited(question.pass, e.reset());
      }
      throw e;
    }
  }

  private static boolean isRefusedToken(Throwable failure) {
    return FutureFault.bare(failure) instanceof AuthorizationException refused
        && refused.refusal() == Refusal.AGENT_REFUSED_TOKEN;
  }

  private static Throwable explain(AgentEndpoint endpoint, Throwable failure) {
    if (failure instanceof TransportException
        && failure.getCause() instanceof SSLException tls
        && UntrustedCertificate.isCauseOf(tls)) {
      return new TransportException(
          endpoint.host()
              + ": TLS failed: "
              + ErrorText.oneLine(String.valueOf(tls.getMessage()), 400)
              + "; the agent's default certificate names only localhost: trust its CA (ca) with"
              + " serverName, or pin its key; DatadogScalers.verify shows the certificate",
          tls);
    }
    return failure;
  }
}
