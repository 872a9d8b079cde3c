package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.NotAskedException;
import io.github.scaler4j.engine.ReplyDecoder;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;

/** Sends requests to one agent, over connections of one {@link ConnectionSettings}. */
final class AgentConnection {

  private final HttpExchange exchange;
  private final FirstConnection first;
  private final AgentTransport transport;
  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final DeadlineTimer timer;

  AgentConnection(
      HttpExchange exchange,
      FirstConnection first,
      AgentTransport transport,
      ClusterAgentOptions options,
      SourceContext context) {
    this.exchange = exchange;
    this.first = first;
    this.transport = transport;
    this.options = options;
    this.context = context;
    this.timer = new DeadlineTimer(context);
  }

  /**
   * Sends a request.
   *
   * @return a future that may also fail with a {@link NotAskedException}
   */
  <T> CompletableFuture<T> send(
      Request.Builder request, Deadline deadline, ReplyDecoder<T> decoder) {
    if (!transport.reportsProgress()) {
      return exchange.send(request.build(), deadline, 1, 1, decoder);
    }
    return first
        .enter(deadline)
        .thenCompose(opens -> send(request, deadline, decoder, new RequestProgress(first, opens)));
  }

  private <T> CompletableFuture<T> send(
      Request.Builder builder,
      Deadline deadline,
      ReplyDecoder<T> decoder,
      RequestProgress progress) {
    Request request = builder.tag(RequestProgress.class, progress).build();
    long millis = deadline.left(context.time()).plusNanos(999_999).toMillis();
    CompletableFuture<T> answer = exchange.send(request, deadline, 1, 1, decoder);
    CompletableFuture<T> result = CallerFuture.of(answer, value -> value);
    Backstop.whenDone(result, (value, failure) -> progress.onEnd(failure), thrown -> {});
    boolean unused =
        timer.start(
            result,
            FirstConnection.justBefore(deadline),
            () -> {
              if (progress.isQueued()) {
                result.completeExceptionally(noTurn(request, millis));
              }
            });
    return result;
  }

  private NotAskedException noTurn(Request request, long millis) {
    return new NotAskedException(
        new TransportException(
            request.url().host()
                + ": no request sent within "
                + millis
                + " ms: "
                + options.maxParallelRequests()
                + " requests to this agent were in flight (maxParallelRequests)",
            null));
  }
}
