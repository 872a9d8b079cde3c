package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.hpa.TriggerContribution.Source;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.ObjectLookup;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that are replaced in a cluster while an autoscaler runs. */
class AutoscalerKeysTest extends AutoscalerFixture {

  private final MetricSourceException refused =
      new AuthorizationException(
          AuthorizationException.Refusal.AGENT_REFUSED_TOKEN, 401, "the token is refused");

  private final Agent agent = new Agent();
  private final DatadogScalers own =
      DatadogScalers.builder().source(context -> agent).time(time).executor(Runnable::run).build();
  private Manifests stored = manifests("t0ken");
  private boolean down;
  private int lookups;
  private final ObjectLookup cluster =
      reference -> {
        lookups++;
        if (down) {
          throw new IllegalStateException("no API server");
        }
        return stored.find(reference);
      };
  private final ScaledObjectAutoscaler autoscaler =
      own.scaledObject(stored.scaledObject("default", "web"), TriggerResolver.of(cluster));

  private static Manifests manifests(String token) {
    return Manifests.parse(
        (OBJECT + TRIGGER.formatted("hits", false)).formatted("web", "web", "")
            + AUTHENTICATION.replace("t0ken", token));
  }

  @AfterEach
  void closeOwn() {
    own.close();
  }

  private Source poll() {
    pass(30);
    return autoscaler.poll(ReplicaCounts.of(1)).triggers().get(0).source();
  }

  @Test
  void areFollowedOnceTheyAreRefused() {
    assertThat(poll()).isEqualTo(Source.READ);
    agent.accepted = "new";
    assertThat(poll()).isEqualTo(Source.FAILED);
    assertThat(poll()).as("the Secret is as before").isEqualTo(Source.FAILED);
    stored = manifests("new");
    assertThat(poll()).as("found by this poll, used by the next").isEqualTo(Source.FAILED);
    assertThat(poll()).isEqualTo(Source.READ);
    assertThat(own.health().triggers())
        .singleElement()
        .matches(health -> !health.failing() && !health.unread());
  }

  @Test
  void areFollowedWhileAnOlderValueIsUsed() {
    agent.accepted = "new";
    agent.stale = true;
    stored = manifests("new");
    assertThat(poll()).isEqualTo(Source.READ);
    agent.stale = false;
    assertThat(poll()).isEqualTo(Source.READ);
  }

  @Test
  void areFollowedOnceTheClusterAnswersAgain() {
    agent.accepted = "new";
    stored = manifests("new");
    down = true;
    assertThat(poll()).isEqualTo(Source.FAILED);
    assertThat(poll()).isEqualTo(Source.FAILED);
    down = false;
    assertThat(poll()).isEqualTo(Source.FAILED);
    assertThat(poll()).isEqualTo(Source.READ);
  }

  @Test
  void keepATriggerFailingWhileTheyAreTheSame() {
    agent.accepted = "new";
    poll();
    poll();
    assertThat(own.health().triggers()).singleElement().matches(TriggerHealth::failing);
    assertThat(own.health().ready()).isFalse();
  }

  @Test
  void areNotLookedUpForOtherReasons() {
    poll();
    agent.fault = new TransportException("down", null);
    lookups = 0;
    assertThat(poll()).isEqualTo(Source.FAILED);
    assertThat(lookups).isZero();
  }

  @Test
  void areNotReportedOnceTheAutoscalerIsClosed() {
    CompletableFuture<MetricAnswer> held = new CompletableFuture<>();
    agent.held = held;
    CompletableFuture<DueDecisions> decisions = autoscaler.decideAsync(ReplicaCounts.of(1));
    stored = manifests("new");
    autoscaler.close();
    held.completeExceptionally(refused);
    assertThat(decisions).isCompleted();
    assertThat(own.health().triggers()).isEmpty();
  }

  /** Accepts one token. */
  private final class Agent implements MetricSource {
    private String accepted = "t0ken";
    private MetricSourceException fault = refused;
    private boolean stale;
    private @Nullable CompletableFuture<MetricAnswer> held;

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      if (held != null) {
        return held;
      }
      String token = ((ClusterAgentTrigger) trigger).metric().token().orElseThrow().get().reveal();
      MetricAnswer answer =
          MetricAnswer.of(MetricOutcome.sample(5, time.now()), time.now(), time.nanoTime());
      if (fault == refused && token.equals(accepted)) {
        return CompletableFuture.completedFuture(answer);
      }
      return stale
          ? CompletableFuture.completedFuture(answer.withStaleCause(fault))
          : CompletableFuture.failedFuture(fault);
    }

    @Override
    public void close() {}
  }
}
