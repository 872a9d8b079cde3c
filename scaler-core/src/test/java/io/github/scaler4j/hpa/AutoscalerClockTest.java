package io.github.scaler4j.hpa;

import static io.github.scaler4j.hpa.AutoscalerRun.START;
import static io.github.scaler4j.hpa.AutoscalerRun.failure;
import static io.github.scaler4j.hpa.AutoscalerRun.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.hpa.ActivationDecision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that step back, and states that are ahead of the clock. */
class AutoscalerClockTest {

  private static final int HOUR = 3600;

  private static final ScaleSettings FALLBACK =
      ScaleSettings.builder().fallback(Fallback.of(3, 4)).build();

  @Nested
  class AStepBack {

    @Test
    void stopsNoCountOfFailures() {
      AutoscalerRun run = new AutoscalerRun(FALLBACK, 4);
      run.poll(HOUR, failure(HOUR));
      run.poll(HOUR + 30, failure(HOUR + 30));
      run.poll(0, failure(0));
      assertThat(run.failures()).isEqualTo(3);
      assertThat(run.poll(30, failure(30)).triggers().get(0).source())
          .isEqualTo(TriggerContribution.Source.FALLBACK);
    }

    @Test
    void keepsNoFailuresOnceTheTriggerAnswers() {
      AutoscalerRun run = new AutoscalerRun(FALLBACK, 4);
      run.poll(HOUR, failure(HOUR));
      run.sync(0, value(5, 0));
      assertThat(run.failures()).isZero();
    }

    @Test
    void stillCountsASharedAnswerOnce() {
      AutoscalerRun run = new AutoscalerRun(FALLBACK, 4);
      run.poll(HOUR, failure(HOUR));
      TriggerObservation shared = failure(0);
      run.poll(0, shared);
      run.sync(0, shared);
      run.sync(1, shared);
      assertThat(run.failures()).isEqualTo(2);
    }

    @Test
    void holdsReplicasForOneWindow() {
      AutoscalerRun run = new AutoscalerRun(ScaleSettings.defaults(), 9);
      run.sync(HOUR, value(18, HOUR));
      assertThat(run.sync(0, value(4, 0)).scaleTo()).isEmpty();
      assertThat(run.sync(300, value(4, 300)).scaleTo()).isEmpty();
      assertThat(run.sync(301, value(4, 301)).scaleTo()).hasValue(2);
    }

    @Test
    void usesUpAPolicyForOnePeriod() {
      ScaleSettings paced =
          ScaleSettings.builder()
              .behavior(
                  HpaBehavior.defaults()
                      .withScaleUp(
                          ScalingRules.scaleUpDefaults()
                              .withPolicies(List.of(ScalingPolicy.pods(2, Duration.ofMinutes(1))))))
              .build();
      AutoscalerRun run = new AutoscalerRun(paced, 2);
      assertThat(run.sync(HOUR, value(40, HOUR)).scaleTo()).hasValue(4);
      assertThat(run.sync(0, value(40, 0)).scaleTo()).isEmpty();
      assertThat(run.sync(59, value(40, 59)).scaleTo()).isEmpty();
      assertThat(run.sync(60, value(40, 60)).scaleTo()).hasValue(6);
    }

    @Test
    void coolsDownForOnePeriod() {
      AutoscalerRun run = new AutoscalerRun(ScaleSettings.defaults(), 4);
      run.poll(HOUR, value(5, HOUR));
      assertThat(run.poll(0, value(0, 0)).activation().orElseThrow().deactivatesAfter())
          .contains(START.plusSeconds(300));
      assertThat(run.poll(300, value(0, 300)).activation().orElseThrow().reason())
          .isEqualTo(Reason.COOLING_DOWN);
      assertThat(run.poll(301, value(0, 301)).scaleTo()).hasValue(0);
    }
  }

  @Nested
  class AStateAheadOfTheClock {

    private AutoscalerRun resume(String time) {
      Map<String, Object> replicas = Map.of("replicas", 9, "at", time);
      AutoscalerRun run =
          new AutoscalerRun(
              ScaleSettings.builder()
                  .fallback(Fallback.of(3, 4))
                  .behavior(HpaBehavior.defaults())
                  .build(),
              9);
      run.state =
          AutoscalerState.fromMap(
              Map.of(
                  "createdAt",
                  time,
                  "lastActive",
                  time,
                  "health",
                  Map.of("s0-m", Map.of("failures", 3, "answeredAt", time)),
                  "recommendations",
                  List.of(replicas),
                  "scaleUps",
                  List.of(replicas),
                  "scaleDowns",
                  List.of(replicas)));
      return run;
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "2026-11-01T13:00:00Z",
          "9999-12-31T23:59:59Z",
          "+1000000000-12-31T23:59:59.999999999Z"
        })
    void blocksNoDecision(String time) {
      AutoscalerRun run = resume(time);
      assertThat(run.poll(0, failure(0)).triggers().get(0).source())
          .isEqualTo(TriggerContribution.Source.FALLBACK);
      run.poll(30, value(0, 30));
      assertThat(run.failures()).isZero();
      run.sync(30, value(2, 30));
      assertThat(run.sync(331, value(2, 331)).scaleTo()).hasValue(1);
      run.replicas = 9;
      assertThat(run.poll(331, value(0, 331)).scaleTo()).hasValue(0);
    }

    @Test
    void isDeactivatedThoughItsCreationIsAhead() {
      AutoscalerRun run = new AutoscalerRun(ScaleSettings.defaults(), 4);
      run.state = AutoscalerState.initial(Instant.MAX);
      assertThat(run.poll(0, value(0, 0)).activation().orElseThrow().reason())
          .isEqualTo(Reason.COOLING_DOWN);
      assertThat(run.poll(1, value(0, 1)).scaleTo()).hasValue(0);
    }
  }
}
