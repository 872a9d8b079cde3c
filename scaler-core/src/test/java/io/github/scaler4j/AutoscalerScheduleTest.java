package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.source.MetricAnswer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When an autoscaler polls and syncs. */
class AutoscalerScheduleTest extends AutoscalerFixture {

  private final ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);

  @Test
  void beginsWithAPollAndASyncOfTheSameReading() {
    source.give(HITS, 5);

    DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(1));

    assertThat(decisions.poll()).isPresent();
    assertThat(decisions.sync()).isPresent();
    assertThat(decisions.scaleTo()).hasValue(3);
    assertThat(decisions.explain())
        .startsWith("poll: 1 replica stays; ")
        .contains("\nsync: 1 -> 3");
    assertThat(source.fetches).isEqualTo(1);
  }

  @Test
  void pollsAtItsIntervalAndSyncsEveryFifteenSeconds() {
    source.give(HITS, 2);
    StringBuilder done = new StringBuilder();
    for (int second = 0; second <= 60; second += 5) {
      DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(1));
      decisions.poll().ifPresent(decision -> done.append("p").append(seconds()));
      decisions.sync().ifPresent(decision -> done.append("s").append(seconds()));
      pass(5);
    }
    assertThat(done).hasToString("p0s0s15p30s30s45p60s60");
  }

  @Test
  void isNotDelayedByALateCall() {
    source.give(HITS, 2);
    autoscaler.decide(ReplicaCounts.of(1));
    pass(17);
    assertThat(autoscaler.untilDue()).isZero();
    autoscaler.decide(ReplicaCounts.of(1));
    assertThat(autoscaler.untilDue()).isEqualTo(Duration.ofSeconds(13));
    pass(100);
    autoscaler.decide(ReplicaCounts.of(1));
    assertThat(autoscaler.untilDue()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void countsRunsOutOfTurn() {
    source.give(HITS, 2);
    autoscaler.poll(ReplicaCounts.of(1));
    DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(1));
    assertThat(decisions.poll()).isEmpty();
    assertThat(decisions.sync()).isPresent();
    assertThat(autoscaler.decide(ReplicaCounts.of(1)).scaleTo()).isEmpty();
    assertThat(autoscaler.decide(ReplicaCounts.of(1)).explain()).isEmpty();
  }

  @Test
  void syncsFromTheReplicasThatItsPollSets() {
    source.give(HITS, 9);
    DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(0));
    assertThat(decisions.poll().orElseThrow().scaleTo()).hasValue(1);
    assertThat(decisions.sync().orElseThrow().replicas()).isEqualTo(1);
    assertThat(decisions.scaleTo()).hasValue(4);
  }

  @Test
  void readsNothingForASyncWithoutMetrics() {
    source.give(HITS, 9);
    autoscaler.poll(ReplicaCounts.of(0));
    int fetches = source.fetches;

    AutoscalerDecision sync = autoscaler.sync(ReplicaCounts.of(0));

    assertThat(source.fetches).isEqualTo(fetches);
    assertThat(sync.explain())
        .isEqualTo("sync: 0 replicas stay; at 0 replicas the autoscaler is off");
    assertThat(sync.hpa().orElseThrow().targets()).isEqualTo("<unknown>/2 (avg)");
  }

  /** Nothing is decided or counted, as if the work had not begun. */
  @Nested
  class WorkWithoutADecision {

    private void assertDueAgain() {
      assertThat(autoscaler.untilDue()).isZero();
      source.fails(HITS, new TransportException("down", null));
      DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(1));
      assertThat(decisions.poll()).isPresent();
      assertThat(decisions.sync()).isPresent();
    }

    @Test
    void isDueAgainAfterAnInterrupt() {
      source.isSilent(HITS);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> autoscaler.decide(ReplicaCounts.of(1)))
          .isInstanceOf(TransportException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertDueAgain();
    }

    @Test
    void isDueAgainOnceItsFutureIsCancelled() {
      source.isSilent(HITS);
      CompletableFuture<DueDecisions> decisions = autoscaler.decideAsync(ReplicaCounts.of(1));
      assertThat(autoscaler.untilDue()).isPositive();
      decisions.cancel(false);
      assertDueAgain();
    }

    @Test
    void isDueAgainOnceItsFutureIsFailed() {
      source.isSilent(HITS);
      autoscaler
          .decideAsync(ReplicaCounts.of(1))
          .completeExceptionally(new TimeoutException("2 s"));
      assertDueAgain();
    }

    @Test
    void isDueAgainForACallbackOfAFutureThatFails() {
      CompletableFuture<MetricAnswer> answer = new CompletableFuture<>();
      source.answers.put(HITS, () -> answer);
      CompletableFuture<Duration> left =
          autoscaler
              .decideAsync(ReplicaCounts.of(1))
              .handle((decisions, fault) -> autoscaler.untilDue());
      answer.completeExceptionally(new LinkageError("no such class"));
      assertThat(left).isCompletedWithValue(Duration.ZERO);
    }

    @Test
    void isDueAgainAfterAnErrorOfATrigger() {
      LinkageError fault = new LinkageError("no such class");
      source.answers.put(HITS, () -> CompletableFuture.failedFuture(fault));
      assertThatThrownBy(() -> autoscaler.decide(ReplicaCounts.of(1))).isSameAs(fault);
      assertThat(autoscaler.decideAsync(ReplicaCounts.of(1))).isCompletedExceptionally();
      source.answers.put(
          HITS,
          () -> {
            throw fault;
          });
      assertThatThrownBy(() -> autoscaler.decide(ReplicaCounts.of(1))).isSameAs(fault);
      assertThatThrownBy(() -> autoscaler.decideAsync(ReplicaCounts.of(1))).isSameAs(fault);
      assertDueAgain();
    }

    @Test
    void keepsItsPlaceInTheSchedule() {
      source.give(HITS, 2);
      autoscaler.decide(ReplicaCounts.of(1));
      pass(30);
      source.isSilent(HITS);
      autoscaler.decideAsync(ReplicaCounts.of(1)).cancel(false);
      pass(5);
      source.give(HITS, 2);
      assertThat(autoscaler.decide(ReplicaCounts.of(1)).poll()).isPresent();
      pass(24);
      assertThat(autoscaler.decide(ReplicaCounts.of(1)).poll()).isEmpty();
      assertThat(autoscaler.untilDue()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leavesLaterWorkAlone() {
      source.isSilent(HITS);
      CompletableFuture<DueDecisions> decisions = autoscaler.decideAsync(ReplicaCounts.of(1));
      source.give(HITS, 2);
      autoscaler.poll(ReplicaCounts.of(1));
      autoscaler.sync(ReplicaCounts.of(1));
      decisions.cancel(false);
      assertThat(autoscaler.untilDue()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    @SuppressWarnings("NullAway")
    void isNotBegunWithoutCounts() {
      source.give(HITS, 2);
      assertThatNullPointerException()
          .isThrownBy(() -> autoscaler.decide(null))
          .withMessage("counts");
      assertThatNullPointerException().isThrownBy(() -> autoscaler.decideAsync(null));
      assertThat(source.fetches).isZero();
      assertThat(autoscaler.untilDue()).isZero();
    }
  }
}
