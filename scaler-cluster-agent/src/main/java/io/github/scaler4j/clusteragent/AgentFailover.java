package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.Attempts;
import io.github.scaler4j.engine.FutureFault;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a metric from one agent after another while their faults are their own. Requests to the
 * last agent are retried as the options say.
 */
final class AgentFailover {

  private final AgentClient client;
  private final Attempts once;
  private final Attempts retrying;
  private final SourceContext context;

  AgentFailover(AgentClient client, ClusterAgentOptions options, SourceContext context) {
    this.client = client;
    this.once = new Attempts(0, AgentErrorReader::isTransient, context);
    this.retrying = new Attempts(options.retries(), AgentErrorReader::isTransient, context);
    this.context = context;
  }

  /**
   * Reads the metric.
   *
   * @param order the agents to ask, in this order; not empty
   * @return a future that ends by the deadline; it may fail with any {@link
   *     io.github.scaler4j.error.MetricSourceException}, and with an {@link
   *     io.github.scaler4j.error.InvalidTriggerException} if the token does not fit into a header
   *     or the CA can't be read
   */
  CompletableFuture<MetricOutcome> read(
      List<AgentEndpoint> order, PausableMetric metric, Deadline deadline) {
    AgentEndpoint first = order.get(0);
    if (order.size() == 1) {
      return read(retrying, first, metric, deadline);
    }
    List<AgentEndpoint> others = order.subList(1, order.size());
    // A stalled agent gets only its share of the time, so there is time for the next one. Trying
    // another agent is better than a retry.
    return read(once, first, metric, deadline.share(order.size(), context.time()))
        .exceptionallyCompose(
            failure ->
                AgentErrorReader.canAnotherAnswer(FutureFault.bare(failure))
                    ? read(others, metric, deadline)
                    : CompletableFuture.failedFuture(FutureFault.bare(failure)));
  }

  private CompletableFuture<MetricOutcome> read(
      Attempts attempts, AgentEndpoint endpoint, PausableMetric metric, Deadline deadline) {
    return attempts.call(
        metric.guard(endpoint),
        deadline,
        until ->
            client
                .read(endpoint, metric.metric(), until)
                .whenComplete(
                    (outcome, failure) ->
                        metric.onEnd(
                            endpoint, failure == null ? null : FutureFault.bare(failure))));
  }
}
