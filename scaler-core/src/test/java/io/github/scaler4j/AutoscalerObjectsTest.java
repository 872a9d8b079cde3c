package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.hpa.ActivationDecision.Reason;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.TriggerResolver;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An autoscaler's object and state over time. */
class AutoscalerObjectsTest extends AutoscalerFixture {

  @Test
  void losesNoDecisionWithManyThreads() throws InterruptedException {
    ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
    source.give(HITS, 5);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int sync = 0; sync < 100; sync++) {
                  autoscaler.sync(ReplicaCounts.of(1));
                  autoscaler.update(autoscaler.object());
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(autoscaler.state().hpa().recommendations())
        .as("the replicas found at first, and one for each sync")
        .hasSize(801);
  }

  @Test
  void keepsNoHalfOfADecision() {
    source.give(HITS, 5);
    int[] left = {Integer.MAX_VALUE};
    TimeSource breaking =
        new TimeSource() {
          @Override
          public long nanoTime() {
            return time.nanoTime();
          }

          @Override
          public Instant now() {
            if (left[0]-- == 0) {
              throw new IllegalStateException("no clock");
            }
            return time.now();
          }
        };
    Manifests manifests = manifests(OBJECT + TRIGGER.formatted("hits", false), "");
    try (DatadogScalers own =
        DatadogScalers.builder()
            .source(context -> source)
            .time(breaking)
            .executor(Runnable::run)
            .build()) {
      int calls = 0;
      boolean failed = true;
      while (failed) {
        left[0] = Integer.MAX_VALUE;
        ScaledObjectAutoscaler autoscaler =
            own.scaledObject(
                manifests.scaledObject("default", "web"), TriggerResolver.of(manifests));
        AutoscalerState before = autoscaler.state();
        left[0] = calls++;
        failed = catchThrowable(() -> autoscaler.decide(ReplicaCounts.of(0))) != null;
        assertThat(autoscaler.state().equals(before)).as("after %d calls", calls).isEqualTo(failed);
      }
      assertThat(calls).as("the clock was read for the poll and for the sync").isGreaterThan(3);
    }
  }

  @Nested
  class Objects {

    @Test
    void changeAndKeepTheState() {
      ScaledObjectAutoscaler autoscaler = autoscaler("cooldownPeriod: 300", HITS);
      source.give(HITS, 5);
      autoscaler.decide(ReplicaCounts.of(1));
      AutoscalerState before = autoscaler.state();

      autoscaler.update(
          manifests(OBJECT + TRIGGER.formatted("queue", false), "cooldownPeriod: 60")
              .scaledObject("default", "web"));

      assertThat(autoscaler.state()).isEqualTo(before);
      assertThat(autoscaler.untilDue()).as("it polls at once").isZero();
      source.give(QUEUE, 0);
      pass(30);
      AutoscalerDecision poll = autoscaler.poll(ReplicaCounts.of(3));
      assertThat(poll.activation().orElseThrow().reason()).isEqualTo(Reason.COOLING_DOWN);
      assertThat(poll.activation().orElseThrow().deactivatesAfter())
          .contains(BEGIN.plusSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"paused: \"true\"", "paused-replicas: \"0\""})
    void pauseADecisionThatIsUnderWay(String pause) {
      ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
      CompletableFuture<MetricAnswer> late = new CompletableFuture<>();
      source.answers.put(HITS, () -> late);
      CompletableFuture<DueDecisions> decisions = autoscaler.decideAsync(ReplicaCounts.of(3));
      autoscaler.update(
          manifests(annotated(pause) + TRIGGER.formatted("hits", false), "")
              .scaledObject("default", "web"));

      late.complete(
          MetricAnswer.of(MetricOutcome.sample(50, time.now()), time.now(), time.nanoTime()));

      assertThat(decisions.join().scaleTo()).isNotEqualTo(OptionalInt.of(25));
      assertThat(decisions.join().sync().orElseThrow().explain()).contains("paused");
    }

    @Test
    void stayUnchangedIfTheChangeIsBroken() {
      ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
      source.give(HITS, 5);
      assertThatThrownBy(
              () -> autoscaler.update(manifests(OBJECT + CRON, "").scaledObject("default", "web")))
          .isInstanceOf(InvalidTriggerException.class);
      assertThat(autoscaler.decide(ReplicaCounts.of(1)).scaleTo()).hasValue(3);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  autoscaler.update(
                      manifests(
                              OBJECT.replaceFirst("%s", "other-%s")
                                  + TRIGGER.formatted("hits", false),
                              "")
                          .scaledObject("default", "other-web")))
          .withMessage(
              "object: must be ScaledObject default/web, got ScaledObject default/other-web");
    }

    @Test
    void areRememberedBeyondARestart() {
      ScaledObjectAutoscaler autoscaler = autoscaler("cooldownPeriod: 300", HITS);
      assertThat(autoscaler.state().activation().createdAt())
          .isEqualTo(Instant.parse("2026-10-01T00:00:00Z"));
      source.give(HITS, 5);
      autoscaler.decide(ReplicaCounts.of(1));

      ScaledObjectAutoscaler restarted =
          autoscaler(
              OBJECT + TRIGGER.formatted("hits", false),
              "cooldownPeriod: 300",
              AutoscalerOptions.builder()
                  .state(AutoscalerState.fromMap(autoscaler.state().toMap()))
                  .build());
      source.give(HITS, 0);
      pass(290);
      assertThat(restarted.decide(ReplicaCounts.of(3)).scaleTo()).isEmpty();
      pass(30);
      assertThat(restarted.decide(ReplicaCounts.of(3)).scaleTo()).hasValue(0);
    }

    @Test
    void areForgottenWhenClosed() {
      ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
      source.give(HITS, 5);
      autoscaler.decide(ReplicaCounts.of(1));
      autoscaler.close();
      autoscaler.close();
      assertThatIllegalStateException()
          .isThrownBy(() -> autoscaler.decide(ReplicaCounts.of(1)))
          .withMessage("ScaledObject default/web: this autoscaler is closed");
      assertThatIllegalStateException().isThrownBy(autoscaler::untilDue);
      assertThat(autoscaler.state().activation().lastActive()).contains(BEGIN);
    }
  }
}
