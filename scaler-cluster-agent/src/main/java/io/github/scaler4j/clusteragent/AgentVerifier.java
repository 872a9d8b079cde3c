package io.github.scaler4j.clusteragent;

import io.github.scaler4j.clusteragent.AgentVerification.Check;
import io.github.scaler4j.clusteragent.AgentVerification.Result;
import io.github.scaler4j.clusteragent.AgentVerification.Step;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Tries what a read needs; blocks. The network's part is {@link NetworkCheck}. */
final class AgentVerifier {

  private final AgentTlsClients clients;
  private final AgentReader reader;

  AgentVerifier(AgentTlsClients clients, AgentReader reader) {
    this.clients = clients;
    this.reader = reader;
  }

  AgentVerification verify(ClusterAgentTrigger trigger) {
    List<Step> steps = new ArrayList<>();
    for (AgentPeer peer : reader.peers(trigger)) {
      verify(trigger, peer, new Report(peer.endpoint(), steps));
    }
    return new AgentVerification(steps);
  }

  private void verify(ClusterAgentTrigger trigger, AgentPeer peer, Report report) {
    if (!new NetworkCheck(clients, trigger, peer.endpoint(), report).passes()) {
      report.skip("the agent can't be reached", Check.TOKEN, Check.RIGHTS, Check.METRIC);
      return;
    }
    String token;
    try {
      Optional<BearerToken> present = reader.token(trigger);
      token = present.isPresent() ? "the agent knows it" : "none is sent, and none was asked for";
    } catch (ScalerException e) {
      report.add(Check.TOKEN, Result.FAILED, String.valueOf(e.getMessage()));
      report.skip("there is no token", Check.RIGHTS, Check.METRIC);
      return;
    }
    try {
      MetricOutcome outcome = reader.readFrom(peer, trigger, trigger.timeout()).get();
      report.add(Check.TOKEN, Result.OK, token);
      report.add(Check.RIGHTS, Result.OK, "it may list " + trigger.path());
      metric(outcome, report);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report.skip("interrupted", Check.TOKEN, Check.RIGHTS, Check.METRIC);
    } catch (ExecutionException e) {
      failed(e.getCause(), token, report);
    }
  }

  private static void metric(MetricOutcome outcome, Report report) {
    if (outcome instanceof Sample sample) {
      report.add(Check.METRIC, Result.OK, sample.value() + " at " + sample.observedAt());
    } else if (outcome instanceof NoData none) {
      report.add(Check.METRIC, Result.FAILED, "no data: " + none.reason());
    }
  }

  private static void failed(@Nullable Throwable failure, String token, Report report) {
    String what = failure == null ? "unknown" : String.valueOf(failure.getMessage());
    if (failure instanceof QueryRejectedException) {
      report.add(Check.TOKEN, Result.OK, token);
      report.add(Check.RIGHTS, Result.OK, "it may list the metric");
    } else if (failure instanceof AuthorizationException refused) {
      switch (refused.refusal()) {
        case AGENT_SAW_NO_TOKEN, AGENT_REFUSED_TOKEN -> {
          report.add(Check.TOKEN, Result.FAILED, what);
          report.skip("the token is refused", Check.RIGHTS, Check.METRIC);
          return;
        }
        case AGENT_DENIED_RIGHT -> {
          report.add(Check.TOKEN, Result.OK, token);
          report.add(Check.RIGHTS, Result.FAILED, what);
          report.skip("the right is missing", Check.METRIC);
          return;
        }
        default -> {
          report.add(Check.TOKEN, Result.OK, token);
          report.add(Check.RIGHTS, Result.OK, "it may list the metric");
        }
      }
    } else {
      report.skip("the answer does not tell", Check.TOKEN, Check.RIGHTS);
    }
    report.add(Check.METRIC, Result.FAILED, what);
  }

  /** Collects the steps of one agent. */
  record Report(URI endpoint, List<Step> steps) {

    void add(Check check, Result result, String detail) {
      steps.add(new Step(endpoint, check, result, detail));
    }

    void skip(String why, Check... checks) {
      for (Check check : checks) {
        add(check, Result.SKIPPED, why);
      }
    }
  }
}
