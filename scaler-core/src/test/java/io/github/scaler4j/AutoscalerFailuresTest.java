package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.hpa.TriggerContribution;
import io.github.scaler4j.hpa.TriggerContribution.Source;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Triggers that can't be read. */
class AutoscalerFailuresTest extends AutoscalerFixture {

  private static final String FALLBACK = "fallback: {failureThreshold: 2, replicas: 5}";

  private final ScaledObjectAutoscaler autoscaler = autoscaler(FALLBACK, HITS);

  @Test
  void countOncePerPollIfTheQueryIsNotAskedAgain() {
    source.fails(HITS, new QueryRejectedException("no such metric\nin this account"));
    assertThat(pollThrice(30))
        .contains("hits failed (3 in a row): no such metric in this account, and falls back to 10");
  }

  @Test
  void countOncePerPollWhileNoDataIsFresh() {
    source.hasNoData(HITS);
    assertThat(pollThrice(5)).contains("hits failed (3 in a row): datadogmetric@web:hits: no data");
  }

  private String pollThrice(int seconds) {
    ScaledObjectAutoscaler polled = autoscaler(FALLBACK + "\n  pollingInterval: " + seconds, HITS);
    for (int failures = 1; failures <= 2; failures++) {
      TriggerContribution contribution = polled.poll(ReplicaCounts.of(4)).triggers().get(0);
      assertThat(contribution.source()).isEqualTo(Source.FAILED);
      assertThat(contribution.failures()).isEqualTo(failures);
      pass(seconds);
    }
    return polled.poll(ReplicaCounts.of(4)).explain();
  }

  @Test
  void countOncePerSharedAnswer() {
    source.hasNoData(HITS);
    for (int second = 0; second < 3; second++) {
      assertThat(autoscaler.poll(ReplicaCounts.of(4)).triggers().get(0).failures()).isEqualTo(1);
      assertThat(autoscaler.sync(ReplicaCounts.of(4)).triggers().get(0).failures()).isEqualTo(1);
      pass(1);
    }
    source.hasNoData(HITS);
    assertThat(autoscaler.sync(ReplicaCounts.of(4)).triggers().get(0).failures()).isEqualTo(2);
  }

  @Test
  void endWithTheFirstValue() {
    source.fails(HITS, new TransportException("down", null));
    autoscaler.poll(ReplicaCounts.of(4));
    pass(1);
    source.give(HITS, 3);
    assertThat(autoscaler.sync(ReplicaCounts.of(4)).triggers().get(0).failures()).isZero();
  }

  @Test
  void areNeitherAddedNorEndedByAStaleValue() {
    source.fails(HITS, new TransportException("down", null));
    autoscaler.poll(ReplicaCounts.of(4));
    source.answers.put(
        HITS,
        () ->
            CompletableFuture.completedFuture(
                MetricAnswer.of(MetricOutcome.sample(3, BEGIN), BEGIN.minusSeconds(60), 0)
                    .withStaleCause(new TransportException("down", null))));
    pass(30);
    AutoscalerDecision stale = autoscaler.poll(ReplicaCounts.of(4));
    assertThat(stale.triggers().get(0).source()).isEqualTo(Source.READ);
    assertThat(stale.triggers().get(0).failures()).isEqualTo(1);
  }

  @Test
  void harmNoNeighbour() {
    ScaledObjectAutoscaler both = autoscaler("", HITS, QUEUE);
    source.fails(HITS, new TransportException("down", null)).give(QUEUE, 9);
    AutoscalerDecision poll = both.poll(ReplicaCounts.of(0));
    assertThat(poll.scaleTo()).hasValue(1);
    assertThat(poll.activeBy()).containsExactly("queue");
    assertThat(both.sync(ReplicaCounts.of(1)).scaleTo()).hasValue(4);
  }

  @Test
  void reachTheCallerUnchanged() {
    LinkageError fault = new LinkageError("no such class");
    source.answers.put(HITS, () -> CompletableFuture.failedFuture(fault));
    assertThatThrownBy(() -> autoscaler.poll(ReplicaCounts.of(1))).isSameAs(fault);
    assertThat(autoscaler.pollAsync(ReplicaCounts.of(1)))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .havingCause()
        .isSameAs(fault);
    assertThat(autoscaler.state().health()).isEmpty();
  }

  @Test
  void useTheLastPollsValueWithUseCachedMetrics() {
    ScaledObjectAutoscaler cached =
        autoscaler(
            OBJECT + TRIGGER.formatted("hits", true),
            "fallback: {failureThreshold: 0, replicas: 5}",
            AutoscalerOptions.defaults());
    source.fails(HITS, new TransportException("down", null));
    cached.poll(ReplicaCounts.of(3));
    int fetches = source.fetches;
    for (int sync = 0; sync < 5; sync++) {
      pass(1);
      TriggerContribution contribution = cached.sync(ReplicaCounts.of(3)).triggers().get(0);
      assertThat(contribution.source()).isEqualTo(Source.FALLBACK);
      assertThat(contribution.failures()).isEqualTo(1);
    }
    assertThat(source.fetches).isEqualTo(fetches);
  }
}
