package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads Cluster Agent triggers from the agent's external metrics API, as KEDA's {@code
 * useClusterAgentProxy} does.
 *
 * <p>Thread-safe. All triggers share connections; each distinct TLS setting has its own.
 */
public final class ClusterAgentSource implements MetricSource {

  private final SourceContext context;
  private final AgentReader reader;
  private final AgentVerifier verifier;
  private volatile boolean closed;

  private ClusterAgentSource(SourceContext context, ClusterAgentOptions options) {
    AgentTlsClients clients = new AgentTlsClients(options, context.time());
    this.context = context;
    this.reader = new AgentReader(context, options, clients);
    this.verifier = new AgentVerifier(clients, reader);
  }

  /**
   * Makes a source.
   *
   * @param context what the factory shares
   * @param options the settings
   * @return a new source, to be closed by the caller
   * @throws NullPointerException if an argument is null
   */
  public static ClusterAgentSource create(SourceContext context, ClusterAgentOptions options) {
    return new ClusterAgentSource(
        requireNonNull(context, "context"), requireNonNull(options, "options"));
  }

  @Override
  public boolean supports(DatadogTrigger trigger) {
    return trigger instanceof ClusterAgentTrigger;
  }

  @Override
  public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger) {
    ClusterAgentTrigger agentTrigger = agentTrigger(trigger);
    if (closed) {
      return CompletableFuture.failedFuture(
          new TransportException("the Cluster Agent source is closed", null));
    }
    CompletableFuture<MetricAnswer> answer = new CompletableFuture<>();
    var unused =
        reader
            .read(agentTrigger, agentTrigger.timeout())
            .whenComplete(
                (outcome, failure) -> {
                  if (failure == null) {
                    answer.complete(neverFresh(outcome));
                  } else {
                    answer.completeExceptionally(failure);
                  }
                });
    return answer;
  }

  private MetricAnswer neverFresh(MetricOutcome outcome) {
    return new MetricAnswer(outcome, Duration.ZERO, context.time().nanoTime(), Optional.empty());
  }

  /**
   * Tries step by step what a read needs, for the person who sets it up: name resolution,
   * connection, TLS, token, rights, and the metric.
   *
   * <p>Blocks for up to the trigger's timeout per step, and asks the agent itself, past any cache.
   * Name resolution takes as long as the system's resolver does.
   *
   * @param trigger the trigger to try
   * @return a report that prints as one line per step, with what to do about a failure; without any
   *     secret
   * @throws IllegalArgumentException if the trigger is no Cluster Agent trigger
   */
  public AgentVerification verify(DatadogTrigger trigger) {
    return verifier.verify(agentTrigger(trigger));
  }

  private static ClusterAgentTrigger agentTrigger(DatadogTrigger trigger) {
    if (trigger instanceof ClusterAgentTrigger agentTrigger) {
      return agentTrigger;
    }
    throw new IllegalArgumentException(
        "trigger: " + trigger + " is not read through the Cluster Agent");
  }

  @Override
  public void close() {
    closed = true;
    reader.close();
  }
}
