package io.github.scaler4j.hpa;

import static io.github.scaler4j.hpa.AutoscalerRun.METRIC;
import static io.github.scaler4j.hpa.AutoscalerRun.OTHER;
import static io.github.scaler4j.hpa.AutoscalerRun.START;
import static io.github.scaler4j.hpa.AutoscalerRun.failure;
import static io.github.scaler4j.hpa.AutoscalerRun.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.scaler4j.hpa.ActivationDecision.Reason;
import io.github.scaler4j.hpa.TriggerContribution.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerPlanTest {

  @Nested
  class Fallbacks {

    private final ScaleSettings settings =
        ScaleSettings.builder().fallback(Fallback.of(3, 4)).build();

    @Test
    void keepAWorkloadActiveAndLetItCoolDownAfterwards() {
      AutoscalerRun run = new AutoscalerRun(settings, 4);
      run.poll(0, value(5));
      for (int second = 30; second <= 3600; second += 30) {
        AutoscalerDecision decision = run.poll(second, failure(second));
        boolean fallen = second > 90;
        assertThat(decision.triggers().get(0).source())
            .isEqualTo(fallen ? Source.FALLBACK : Source.FAILED);
        assertThat(decision.activation().orElseThrow().reason())
            .isEqualTo(fallen ? Reason.ACTIVE : Reason.AWAITING_FALLBACK);
      }

      for (int second = 3630; second <= 3900; second += 30) {
        AutoscalerDecision decision = run.poll(second, value(0, second));
        assertThat(decision.activation().orElseThrow().reason()).isEqualTo(Reason.COOLING_DOWN);
        assertThat(decision.activation().orElseThrow().deactivatesAfter())
            .contains(START.plusSeconds(3900));
      }
      assertThat(run.poll(3930, value(0, 3930)).scaleTo()).hasValue(0);
    }

    /** KEDA falls back at the first poll with more failures than the threshold. */
    @ParameterizedTest(name = "{0} at polls of {1} s with threshold {2} falls back after {3} s")
    @CsvSource({
      "refused, 30, 10, 300",
      "refused, 5, 10, 50",
      "held back, 30, 10, 300",
      "held back, 5, 10, 50",
      "no data, 30, 10, 300",
      "no data, 5, 10, 50",
      "status 503, 30, 3, 90",
      "status 503, 5, 3, 15",
      "forbidden, 30, 0, 0",
      "forbidden, 5, 0, 0"
    })
    void comeAtThePollAtWhichKedasCome(String reason, int interval, int threshold, int expected) {
      AutoscalerRun run =
          new AutoscalerRun(ScaleSettings.builder().fallback(Fallback.of(threshold, 4)).build(), 0);
      int second = 0;
      while (run.poll(second, TriggerObservation.failed(METRIC, reason, START.plusSeconds(second)))
              .triggers()
              .get(0)
              .source()
          != Source.FALLBACK) {
        second += interval;
      }

      assertThat(second).isEqualTo(expected);
    }

    @Test
    void countASharedAnswerOnce() {
      AutoscalerRun run = new AutoscalerRun(settings, 4);
      TriggerObservation noData = failure(0);
      for (int second = 0; second < 4; second++) {
        run.poll(second, noData);
        run.sync(second, noData);
      }

      assertThat(run.failures()).isEqualTo(1);
    }

    @Test
    void countEachPollAndEachSyncThatFailsAgain() {
      AutoscalerRun run = new AutoscalerRun(settings, 4);
      run.poll(0, failure(0));
      run.sync(15, failure(15));
      run.poll(30, failure(30));
      assertThat(run.failures()).isEqualTo(3);

      AutoscalerDecision fallen = run.sync(45, failure(45));

      assertThat(fallen.triggers().get(0).source()).isEqualTo(Source.FALLBACK);
      assertThat(fallen.metrics().get(0).value()).contains(Quantity.parse("8"));
      assertThat(fallen.hpa().orElseThrow().desired()).hasValue(4);
      run.poll(60, value(5, 60));
      assertThat(run.failures()).isZero();
    }

    @Test
    void reportNothingNewWhileAnOlderAnswerIsShown() {
      AutoscalerRun run = new AutoscalerRun(settings, 4);
      run.poll(0, value(5, 0));
      run.poll(30, failure(30));

      AutoscalerDecision stale = run.poll(60, value(5, 0));

      assertThat(stale.activation().orElseThrow().reason()).isEqualTo(Reason.ACTIVE);
      assertThat(run.failures()).isEqualTo(1);
    }

    @Test
    void countNothingAtZeroReplicas() {
      AutoscalerRun run = new AutoscalerRun(settings, 0);

      run.sync(0, failure(0));

      assertThat(run.state.health()).isEmpty();
    }

    @Test
    void needAReadyPodForAValue() {
      MetricSpec value = MetricSpec.of("v", MetricTarget.of(MetricTargetType.VALUE, 2));
      ScaleSettings eager = ScaleSettings.builder().fallback(Fallback.of(0, 4)).build();
      List<TriggerObservation> failed = List.of(TriggerObservation.failed(value, "no", START));
      AutoscalerPlan plan = AutoscalerPlan.of(eager);
      AutoscalerState state = AutoscalerState.initial(START);

      assertThat(
              plan.poll(failed, ReplicaCounts.of(2, 2, 0), state, START)
                  .activation()
                  .orElseThrow()
                  .reason())
          .isEqualTo(Reason.AWAITING_FALLBACK);
      assertThat(
              plan.poll(failed, ReplicaCounts.of(2, 2, 2), state, START).triggers().get(0).metric())
          .contains(Quantity.parse("4"));
    }

    @ParameterizedTest
    @CsvSource({
      "CURRENT_REPLICAS, 6, 6",
      "CURRENT_REPLICAS_IF_HIGHER, 6, 6",
      "CURRENT_REPLICAS_IF_HIGHER, 2, 4",
      "CURRENT_REPLICAS_IF_LOWER, 6, 4",
      "CURRENT_REPLICAS_IF_LOWER, 2, 2"
    })
    void meetTheCurrentReplicas(FallbackBehavior behavior, int replicas, int desired) {
      AutoscalerRun run =
          new AutoscalerRun(
              ScaleSettings.builder().fallback(Fallback.of(0, 4).withBehavior(behavior)).build(),
              replicas);

      assertThat(run.sync(0, failure(0)).hpa().orElseThrow().desired()).hasValue(desired);
    }
  }

  @Nested
  class SeveralTriggers {

    private final TriggerObservation cron =
        TriggerObservation.of(OTHER, 30, true, START).named("cron");

    @Test
    void keepTheWorkloadActiveTogether() {
      AutoscalerRun run = new AutoscalerRun(ScaleSettings.defaults(), 3);

      AutoscalerDecision decision = run.poll(0, value(0), cron);

      assertThat(decision.activation().orElseThrow().reason()).isEqualTo(Reason.ACTIVE);
      assertThat(decision.explain())
          .isEqualTo("poll: 3 replicas stay; the workload is kept active by cron");
    }

    @Test
    void askForTheLargestOfTheirReplicas() {
      AutoscalerRun run = new AutoscalerRun(ScaleSettings.defaults(), 1);

      assertThat(run.sync(0, value(4), cron).scaleTo()).hasValue(3);
    }

    @Test
    void scaleUpButNotDownWhileOneFails() {
      assertThat(new AutoscalerRun(ScaleSettings.defaults(), 1).sync(0, failure(0), cron).scaleTo())
          .hasValue(3);
      assertThat(new AutoscalerRun(ScaleSettings.defaults(), 5).sync(0, failure(0), cron).scaleTo())
          .isEmpty();
    }

    @Test
    void areRefusedWithoutOneOrWithTwoOfOneMetric() {
      AutoscalerRun run = new AutoscalerRun(ScaleSettings.defaults(), 1);

      assertThatIllegalArgumentException().isThrownBy(() -> run.poll(0));
      assertThatIllegalArgumentException().isThrownBy(() -> run.sync(0, value(1), value(1)));
    }
  }

  @Nested
  class Pauses {

    @Test
    void clearTheAutoscalersMemory() {
      ScaleSettings paused =
          ScaleSettings.builder()
              .annotations(ScaleAnnotations.of(Map.of(ScaleAnnotations.PAUSED_REPLICAS, "4")))
              .build();
      AutoscalerRun run = new AutoscalerRun(ScaleSettings.defaults(), 2);
      run.sync(0, value(4));
      run.plan = AutoscalerPlan.of(paused);

      AutoscalerDecision poll = run.poll(30, value(0));
      assertThat(poll.scaleTo()).hasValue(4);
      assertThat(poll.explain()).isEqualTo("poll: 2 -> 4 replicas; the workload is paused");
      AutoscalerDecision sync = run.sync(45, value(100));
      assertThat(sync.scaleTo()).isEmpty();
      assertThat(sync.explain()).isEqualTo("sync: 4 replicas stay; the object is paused");
      assertThat(run.state.hpa()).isEqualTo(HpaMemory.empty());
    }

    @Test
    void pauseTheAutoscalerInOneDirection() {
      ScaleSettings settings =
          ScaleSettings.builder()
              .annotations(ScaleAnnotations.of(Map.of(ScaleAnnotations.PAUSED_SCALE_OUT, "true")))
              .build();

      assertThat(new AutoscalerRun(settings, 2).sync(0, value(100)).scaleTo()).isEmpty();
    }
  }
}
