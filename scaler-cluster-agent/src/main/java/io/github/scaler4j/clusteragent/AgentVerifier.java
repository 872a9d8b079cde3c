package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.FutureFault;
import io.github.scaler4j.engine.NotAskedException;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.Verification;
import io.github.scaler4j.source.Verification.Check;
import io.github.scaler4j.source.Verification.Result;
import io.github.scaler4j.source.Verification.Step;
import io.github.scaler4j.trigger.AgentMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a metric once from each agent, and reports step by step how far the read got. Blocks. */
final class AgentVerifier {

  /** Everything ends by its deadline, unless the scheduler has been shut down. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final ClusterAgentOptions options;
  private final SourceContext context;
  private final AgentCandidates endpoints;
  private final ConnectionsBySettings connections;

  AgentVerifier(
      ClusterAgentOptions options,
      SourceContext context,
      AgentCandidates endpoints,
      ConnectionsBySettings connections) {
    this.options = options;
    this.context = context;
    this.endpoints = endpoints;
    this.connections = connections;
  }

  Verification verify(AgentMetric metric, Duration timeout) {
    List<Step> steps = new ArrayList<>();
    for (AgentEndpoint endpoint : endpoints.all(metric)) {
      // A new guard, so that earlier failures do not block the check.
      AgentEndpoint fresh = new AgentEndpoint(endpoint.address(), context);
      verify(fresh, metric, timeout, new VerificationReport(endpoint.address(), steps));
    }
    return Verification.of(steps);
  }

  private void verify(
      AgentEndpoint endpoint, AgentMetric metric, Duration timeout, VerificationReport report) {
    ConnectionRecord connection = new ConnectionRecord();
    AgentClient client =
        new AgentClient(
            options, context, (of, read) -> connections.observedConnection(of, read, connection));
    // One for both, as for a read.
    Deadline deadline = Deadline.in(timeout, context.time());
    Ended<Optional<BearerToken>> token = await(client.askForToken(metric, deadline), deadline);
    if (token.failure() != null) {
      report.skip("no token", Check.DNS, Check.TCP, Check.TLS);
      report.add(Check.TOKEN, Result.FAILED, String.valueOf(token.failure().getMessage()));
      report.skip("no token", Check.PERMISSION, Check.METRIC);
      return;
    }
    Ended<MetricOutcome> read = await(client.read(endpoint, metric, deadline), deadline);
    Throwable failure = read.failure();
    if (failure instanceof InvalidTriggerException) {
      report.skip("not tried", Check.DNS, Check.TCP);
      report.add(Check.TLS, Result.FAILED, String.valueOf(failure.getMessage()));
      report.skip("the agent can't be reached", Check.TOKEN, Check.PERMISSION, Check.METRIC);
      return;
    }
    NetworkSteps network =
        new NetworkSteps(
            endpoint, connection, metric.tls().serverName().or(options::serverName), report);
    if (!network.report(failure)) {
      report.skip("the agent can't be reached", Check.TOKEN, Check.PERMISSION, Check.METRIC);
      return;
    }
    String known =
        token.value() != null && token.value().isPresent()
            ? "the agent knows it"
            : "none was sent, and the agent did not ask for one";
    if (read.value() != null) {
      reportOutcome(read.value(), metric, known, report);
    } else {
      reportFailure(failure, known, report);
    }
  }

  private static void reportOutcome(
      MetricOutcome outcome, AgentMetric metric, String token, VerificationReport report) {
    report.add(Check.TOKEN, Result.OK, token);
    report.add(Check.PERMISSION, Result.OK, "it may list " + metric.path());
    if (outcome instanceof Sample sample) {
      report.add(Check.METRIC, Result.OK, sample.value() + " at " + sample.observedAt());
    } else if (outcome instanceof NoData none) {
      report.add(Check.METRIC, Result.FAILED, "no data: " + none.reason());
    }
  }

  private static void reportFailure(
      @Nullable Throwable failure, String token, VerificationReport report) {
    String what = failure == null ? "unknown" : String.valueOf(failure.getMessage());
    if (failure instanceof QueryRejectedException) {
      report.add(Check.TOKEN, Result.OK, token);
      report.add(Check.PERMISSION, Result.OK, "it may list the metric");
    } else if (failure instanceof AuthorizationException refused) {
      switch (refused.refusal()) {
        case AGENT_SAW_NO_TOKEN, AGENT_REFUSED_TOKEN -> {
          report.add(Check.TOKEN, Result.FAILED, what);
          report.skip("the token is refused", Check.PERMISSION, Check.METRIC);
          return;
        }
        case AGENT_DENIED_PERMISSION -> {
          report.add(Check.TOKEN, Result.OK, token);
          report.add(Check.PERMISSION, Result.FAILED, what);
          report.skip("the permission is missing", Check.METRIC);
          return;
        }
        default -> {
          report.add(Check.TOKEN, Result.OK, token);
          report.add(Check.PERMISSION, Result.OK, "it may list the metric");
        }
      }
    } else {
      report.skip("the answer does not show it", Check.TOKEN, Check.PERMISSION);
    }
    report.add(Check.METRIC, Result.FAILED, what);
  }

  private <T> Ended<T> await(CompletableFuture<T> future, Deadline deadline) {
    Duration timeout = deadline.left(context.time());
    try {
      return new Ended<>(future.get(limitNanos(timeout), TimeUnit.NANOSECONDS), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended<>(null, new TransportException("interrupted", e));
    } catch (ExecutionException e) {
      return new Ended<>(null, known(FutureFault.bare(requireNonNull(e.getCause()))));
    } catch (TimeoutException e) {
      String why = "no answer within " + timeout.plusNanos(999_999).toMillis() + " ms";
      return new Ended<>(null, new TransportException(why, null));
    } finally {
      future.cancel(true);
    }
  }

  /** Returns a fault that a step shows. A fault of the code is thrown as it is. */
  private static Throwable known(Throwable failure) {
    Throwable fault = NotAskedException.reason(failure);
    if (fault instanceof Error error) {
      throw error;
    }
    if (fault instanceof RuntimeException unchecked && !(fault instanceof ScalerException)) {
      throw unchecked;
    }
    return fault;
  }

  /** Converts without overflow: {@code TimeUnit} has a largest value, {@code Duration} has none. */
  private static long limitNanos(Duration timeout) {
    long nanos = TimeUnit.NANOSECONDS.convert(timeout);
    return nanos > Long.MAX_VALUE - GRACE.toNanos() ? Long.MAX_VALUE : nanos + GRACE.toNanos();
  }

  /** The end of a wait: a value or a failure. */
  private record Ended<T>(@Nullable T value, @Nullable Throwable failure) {}
}
