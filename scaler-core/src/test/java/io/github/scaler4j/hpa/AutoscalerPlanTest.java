package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.scaler4j.formula.Formula;
import io.github.scaler4j.hpa.ActivationDecision.Reason;
import io.github.scaler4j.hpa.TriggerAccount.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoscalerPlanTest {

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final MetricSpec METRIC =
      new MetricSpec("s0-m", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 2));
  private static final MetricSpec OTHER =
      new MetricSpec("s1-n", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 10));

  @Nested
  class Fallbacks {

    private final ScaleSettings settings =
        ScaleSettings.builder().fallback(new Fallback(3, 4, FallbackBehavior.STATIC)).build();

    @Test
    void keepAWorkloadActiveAndLetItCoolDownAfterwards() {
      Run run = new Run(settings, 4);
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
        assertThat(decision.activation().orElseThrow().sleepsAfter())
            .contains(START.plusSeconds(3900));
      }
      assertThat(run.poll(3930, value(0, 3930)).scaleTo()).hasValue(0);
    }

    /** KEDA falls back at the first poll that makes more failures than the threshold. */
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
      Run run =
          new Run(
              ScaleSettings.builder()
                  .fallback(new Fallback(threshold, 4, FallbackBehavior.STATIC))
                  .build(),
              0);
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
    void countAnAnswerThatIsSharedOnce() {
      Run run = new Run(settings, 4);
      TriggerObservation noData = failure(0);
      for (int second = 0; second < 4; second++) {
        run.poll(second, noData);
        run.sync(second, noData);
      }

      assertThat(run.failures()).isEqualTo(1);
    }

    @Test
    void countEachPollAndEachSyncThatFailsAnew() {
      Run run = new Run(settings, 4);
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
    void areNoNewsWhileAnOlderAnswerIsShown() {
      Run run = new Run(settings, 4);
      run.poll(0, value(5, 0));
      run.poll(30, failure(30));

      AutoscalerDecision stale = run.poll(60, value(5, 0));

      assertThat(stale.activation().orElseThrow().reason()).isEqualTo(Reason.ACTIVE);
      assertThat(run.failures()).isEqualTo(1);
    }

    @Test
    void countNothingAtZeroReplicas() {
      Run run = new Run(settings, 0);

      run.sync(0, failure(0));

      assertThat(run.state.health()).isEmpty();
    }

    @Test
    void needAReadyPodForAValue() {
      MetricSpec value = new MetricSpec("v", MetricTarget.of(MetricTargetType.VALUE, 2));
      ScaleSettings eager =
          ScaleSettings.builder().fallback(new Fallback(0, 4, FallbackBehavior.STATIC)).build();
      List<TriggerObservation> failed = List.of(TriggerObservation.failed(value, "no", START));
      AutoscalerPlan plan = AutoscalerPlan.of(eager);
      AutoscalerState state = AutoscalerState.initial(START);

      assertThat(
              plan.poll(failed, new ReplicaCounts(2, 2, 0), state, START)
                  .activation()
                  .orElseThrow()
                  .reason())
          .isEqualTo(Reason.AWAITING_FALLBACK);
      assertThat(
              plan.poll(failed, new ReplicaCounts(2, 2, 2), state, START)
                  .triggers()
                  .get(0)
                  .metric())
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
      Run run =
          new Run(ScaleSettings.builder().fallback(new Fallback(0, 4, behavior)).build(), replicas);

      assertThat(run.sync(0, failure(0)).hpa().orElseThrow().desired()).hasValue(desired);
    }
  }

  @Nested
  class SeveralTriggers {

    private final TriggerObservation cron =
        TriggerObservation.of(OTHER, 30, true, START).named("cron");

    @Test
    void keepTheWorkloadAwakeTogether() {
      Run run = new Run(ScaleSettings.defaults(), 3);

      AutoscalerDecision decision = run.poll(0, value(0), cron);

      assertThat(decision.activation().orElseThrow().reason()).isEqualTo(Reason.ACTIVE);
      assertThat(decision.explain())
          .isEqualTo("poll: 3 replicas stay; the workload is active by cron");
    }

    @Test
    void askForTheLargestOfTheirReplicas() {
      Run run = new Run(ScaleSettings.defaults(), 1);

      assertThat(run.sync(0, value(4), cron).scaleTo()).hasValue(3);
    }

    @Test
    void scaleUpButNotDownWhileOneFails() {
      assertThat(new Run(ScaleSettings.defaults(), 1).sync(0, failure(0), cron).scaleTo())
          .hasValue(3);
      assertThat(new Run(ScaleSettings.defaults(), 5).sync(0, failure(0), cron).scaleTo())
          .isEmpty();
    }

    @Test
    void areRefusedWithoutOneOrWithTwoOfOneMetric() {
      Run run = new Run(ScaleSettings.defaults(), 1);

      assertThatIllegalArgumentException().isThrownBy(() -> run.poll(0));
      assertThatIllegalArgumentException().isThrownBy(() -> run.sync(0, value(1), value(1)));
    }
  }

  @Nested
  class Formulas {

    private final TriggerObservation broken =
        TriggerObservation.failed(OTHER, "down", START).named("b");

    private ScaleSettings.Builder formula(String text) {
      Formula formula = Formula.parse(text, Set.of("a", "b"));
      return ScaleSettings.builder().scalingModifiers(ScalingModifiers.of(formula, "2"));
    }

    @Test
    void makeOneMetricAndSayWhatIsActive() {
      Run run = new Run(formula("a + b > 5 ? a + b : 0").build(), 1);

      AutoscalerDecision quiet = run.poll(0, value(5).named("a"), other(0));
      assertThat(quiet.activation().orElseThrow().reason()).isEqualTo(Reason.DEACTIVATED);
      run.replicas = 1;
      assertThat(run.poll(30, value(5).named("a"), other(1)).activation().orElseThrow().reason())
          .isEqualTo(Reason.ACTIVE);
      AutoscalerDecision sync = run.sync(30, value(5).named("a"), other(1));
      assertThat(sync.scaleTo()).hasValue(3);
      assertThat(sync.metrics().get(0).spec().name()).isEqualTo("composite-metric");
    }

    @Test
    void areActiveAboveTheirOwnTarget() {
      Formula formula = Formula.parse("a", Set.of("a"));
      Run run =
          new Run(
              ScaleSettings.builder()
                  .scalingModifiers(ScalingModifiers.of(formula, "2").withActivationTarget("5"))
                  .build(),
              0);

      assertThat(run.poll(0, value(5).named("a")).scaleTo()).isEmpty();
      assertThat(run.poll(30, value(5.001).named("a")).scaleTo()).hasValue(1);
    }

    @Test
    void giveWayToAFallbackOfTheCompositeMetric() {
      ScaleSettings settings =
          formula("a + b").fallback(new Fallback(0, 4, FallbackBehavior.STATIC)).build();
      Run run = new Run(settings, 2);

      AutoscalerDecision sync = run.sync(0, value(100).named("a"), broken);

      assertThat(sync.metrics().get(0).value()).contains(Quantity.parse("8"));
      assertThat(sync.scaleTo()).hasValue(4);
      assertThat(run.poll(0, value(0).named("a"), broken).activation().orElseThrow().reason())
          .isEqualTo(Reason.ACTIVE);
    }

    @Test
    void giveWayToAFallbackOfOneTriggerAlone() {
      ScaleSettings settings =
          formula("a + b").fallback(new Fallback(1, 4, FallbackBehavior.STATIC)).build();
      Run run = new Run(settings, 2);
      run.poll(0, value(1).named("a"), broken);
      TriggerObservation brokenAgain =
          TriggerObservation.failed(OTHER, "down", START.plusSeconds(30)).named("b");

      AutoscalerDecision poll = run.poll(30, failure(30).named("a"), brokenAgain);

      assertThat(poll.triggers())
          .extracting(TriggerAccount::source)
          .containsExactly(Source.FAILED, Source.FALLBACK);
      assertThat(poll.activation().orElseThrow().reason()).isEqualTo(Reason.AWAITING_FALLBACK);
      assertThat(poll.activeBy()).isEmpty();
      assertThat(run.sync(30, failure(30).named("a"), brokenAgain).metrics().get(0).value())
          .contains(Quantity.parse("8"));
    }

    @Test
    void haveNoFallbackWithATargetThatIsNotWhole() {
      Formula formula = Formula.parse("a + b", Set.of("a", "b"));
      Run run =
          new Run(
              ScaleSettings.builder()
                  .scalingModifiers(ScalingModifiers.of(formula, "2.5"))
                  .fallback(new Fallback(0, 4, FallbackBehavior.STATIC))
                  .build(),
              2);

      assertThat(run.sync(0, value(100).named("a"), broken).hpa().orElseThrow().reason())
          .isEqualTo(HpaDecision.Reason.INVALID_METRICS);
    }

    @Test
    void getNilForATriggerThatFailedTooOften() {
      ScaleSettings settings =
          formula("b ?? a ?? 9")
              .fallback(new Fallback(1, 7, FallbackBehavior.SCALING_MODIFIERS))
              .build();
      Run run = new Run(settings, 2);

      assertThat(run.sync(0, value(6).named("a"), broken).hpa().orElseThrow().reason())
          .isEqualTo(HpaDecision.Reason.INVALID_METRICS);
      AutoscalerDecision second =
          run.sync(
              15,
              value(6).named("a"),
              TriggerObservation.failed(OTHER, "down", START.plusSeconds(15)).named("b"));
      assertThat(second.triggers().get(1).source()).isEqualTo(Source.NIL);
      assertThat(second.metrics().get(0).value()).contains(Quantity.parse("6"));
    }

    @Test
    void meanTheFallbacksReplicasByNil() {
      ScaleSettings settings =
          formula("a ?? b")
              .fallback(new Fallback(0, 7, FallbackBehavior.SCALING_MODIFIERS))
              .build();
      Run run = new Run(settings, 7);

      assertThat(run.sync(0, failure(0).named("a"), broken).metrics().get(0).value())
          .contains(Quantity.parse("14"));
    }

    @Test
    void leaveNoMetricWhenTheyFail() {
      Run run = new Run(formula("a / 0").build(), 2);

      AutoscalerDecision sync = run.sync(0, value(6).named("a"), other(1));

      assertThat(sync.formulaFailure())
          .hasValueSatisfying(text -> assertThat(text).contains("Inf"));
      assertThat(sync.hpa().orElseThrow().reason()).isEqualTo(HpaDecision.Reason.INVALID_METRICS);
    }

    private TriggerObservation other(double value) {
      return TriggerObservation.of(OTHER, value, true, START).named("b");
    }
  }

  @Nested
  class Pauses {

    @Test
    void forgetWhatTheAutoscalerRemembered() {
      ScaleSettings paused =
          ScaleSettings.builder()
              .annotations(ScaleAnnotations.of(Map.of(ScaleAnnotations.PAUSED_REPLICAS, "4")))
              .build();
      Run run = new Run(ScaleSettings.defaults(), 2);
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
    void holdTheAutoscalerInOneDirectionToo() {
      ScaleSettings settings =
          ScaleSettings.builder()
              .annotations(ScaleAnnotations.of(Map.of(ScaleAnnotations.PAUSED_SCALE_OUT, "true")))
              .build();

      assertThat(new Run(settings, 2).sync(0, value(100)).scaleTo()).isEmpty();
    }
  }

  @Nested
  class Explanations {

    @Test
    void tellWhatHoldsTheReplicas() {
      Run run = new Run(ScaleSettings.defaults(), 3);

      assertThat(run.sync(15, value(0.5)).explain())
          .isEqualTo(
              "sync: 3 replicas stay; s0-m 500m of 2 per pod (ratio 0.083 beyond the tolerance of"
                  + " 0.1) asks for 1, for more from 2001m; held at 3 by the recommendation of 3 at"
                  + " 2026-11-01T12:00:15Z, until 2026-11-01T12:05:15Z");
    }

    @Test
    void tellThePolicyAndTheBounds() {
      Run run =
          new Run(ScaleSettings.of(0, 50).toBuilder().behavior(HpaBehavior.defaults()).build(), 1);

      assertThat(run.sync(0, value(500)).explain())
          .isEqualTo(
              "sync: 1 -> 5 replicas; s0-m 500 of 2 per pod (ratio 250.000 beyond the tolerance of"
                  + " 0.1) asks for 250, for fewer from 498; ScaleUpLimit 5 by the policy of 4 pods"
                  + " in 15 s");
    }

    @Test
    void tellWhatWakesAWorkload() {
      ScaleSettings forced =
          ScaleSettings.builder()
              .annotations(ScaleAnnotations.of(Map.of(ScaleAnnotations.FORCE_ACTIVATION, "true")))
              .build();
      ScaleSettings modified =
          ScaleSettings.builder()
              .scalingModifiers(ScalingModifiers.of(Formula.parse("a", Set.of("a")), "2"))
              .build();

      assertThat(new Run(ScaleSettings.defaults(), 0).poll(0, value(1).named("a")).explain())
          .isEqualTo("poll: 0 -> 1 replicas; the workload is woken by a");
      assertThat(new Run(ScaleSettings.defaults(), 0).poll(0, value(1)).explain())
          .isEqualTo("poll: 0 -> 1 replicas; the workload is woken by s0-m");
      assertThat(new Run(forced, 0).poll(0, value(0)).explain())
          .isEqualTo(
              "poll: 0 -> 1 replicas; the workload is woken by autoscaling.keda.sh/force-activation");
      assertThat(new Run(modified, 0).poll(0, value(1).named("a")).explain())
          .isEqualTo("poll: 0 -> 1 replicas; the workload is woken by composite-metric");
    }

    @Test
    void tellTheCooldownAndTheFailure() {
      Run run = new Run(ScaleSettings.of(0, 5), 2);
      run.poll(0, value(1));

      assertThat(run.poll(30, value(0, 30)).explain())
          .isEqualTo(
              "poll: 2 replicas stay; the workload is cooling down, and sleeps after"
                  + " 2026-11-01T12:05:00Z");
      assertThat(run.poll(60, failure(60)).explain())
          .isEqualTo(
              "poll: 2 replicas stay; the workload is left alone, because a trigger failed; s0-m"
                  + " failed: status 503");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 900, 1_800, 1_801, 3_999, 4_000, 4_001, 6_000, 6_600, 6_601, 9_000})
    void findTheNextBoundaries(long milli) {
      for (MetricTargetType type : MetricTargetType.values()) {
        MetricSpec spec = new MetricSpec("m", MetricTarget.of(type, 2));
        ReplicaCounts counts = ReplicaCounts.of(3);
        HpaSpec bounds = HpaSpec.of(1, 10);
        MetricOutlook outlook = outlook(spec, milli, counts, bounds);
        int now = outlook.replicas().orElseThrow();

        Long above = null;
        for (long next = milli; above == null && next < 20_000; next++) {
          above = propose(spec, next, counts) > now ? next : null;
        }
        Long below = null;
        for (long next = milli; below == null && next >= 0; next--) {
          below = propose(spec, next, counts) < now ? next : null;
        }

        assertThat(outlook.raisesFrom().map(Quantity::milliValue).orElse(null))
            .isEqualTo(now < 10 ? above : null);
        assertThat(outlook.lowersFrom().map(Quantity::milliValue).orElse(null))
            .isEqualTo(now > 1 ? below : null);
      }
    }

    private static MetricOutlook outlook(
        MetricSpec spec, long milli, ReplicaCounts counts, HpaSpec bounds) {
      MetricObservation metric = observation(spec, milli);
      return new MetricOutlook(
          metric,
          MetricArithmetic.propose(counts, List.of(metric), bounds.tolerance()).get(0),
          counts,
          bounds);
    }

    private static int propose(MetricSpec spec, long milli, ReplicaCounts counts) {
      return MetricArithmetic.propose(counts, List.of(observation(spec, milli)), Tolerance.DEFAULT)
          .get(0)
          .replicas()
          .orElseThrow();
    }

    private static MetricObservation observation(MetricSpec spec, long milli) {
      return new MetricObservation(spec, Optional.of(Quantity.ofMilli(milli)));
    }
  }

  @Nested
  class Restarts {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void changeNoDecision() {
      for (int seed = 0; seed < 20; seed++) {
        assertThat(day(seed, true)).isEqualTo(day(seed, false));
      }
    }

    private static List<String> day(int seed, boolean restarts) {
      Random random = new Random(seed);
      Run run =
          new Run(
              ScaleSettings.builder()
                  .minReplicaCount(random.nextInt(2))
                  .maxReplicaCount(20)
                  .cooldownPeriod(Duration.ofSeconds(60))
                  .behavior(HpaBehavior.defaults())
                  .fallback(new Fallback(2, 6, FallbackBehavior.STATIC))
                  .build(),
              1);
      List<String> decisions = new ArrayList<>();
      for (int second = 0; second < 3600; second += 15) {
        double level = random.nextInt(3) == 0 ? 0 : random.nextInt(30);
        TriggerObservation observation =
            random.nextInt(4) == 0 ? failure(second) : value(level, second);
        if (second % 30 == 0) {
          decisions.add(run.poll(second, observation).explain());
        }
        decisions.add(run.sync(second, observation).explain());
        boolean stops = random.nextInt(5) == 0;
        if (restarts && stops) {
          run.state = stored(run.state);
        }
      }
      return decisions;
    }

    private static AutoscalerState stored(AutoscalerState state) {
      try {
        AutoscalerState read =
            AutoscalerState.fromMap(
                JSON.readValue(
                    JSON.writeValueAsString(state.toMap()),
                    new TypeReference<Map<String, Object>>() {}));
        assertThat(read).isEqualTo(state);
        return read;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Test
    void storeAStateAsTheSameTextEachTime() throws IOException {
      Run run =
          new Run(
              ScaleSettings.builder()
                  .behavior(HpaBehavior.defaults())
                  .fallback(new Fallback(2, 6, FallbackBehavior.STATIC))
                  .build(),
              1);
      run.poll(0, value(4));
      run.sync(0, value(4));

      assertThat(JSON.writeValueAsString(run.state.toMap()))
          .isEqualTo(
              """
              {"createdAt":"2026-10-31T12:00:00Z","lastActive":"2026-11-01T12:00:00Z",\
              "health":{"s0-m":{"failures":0,"answeredAt":"2026-11-01T12:00:00Z"}},\
              "recommendations":[{"replicas":1,"at":"2026-11-01T12:00:00Z"},\
              {"replicas":2,"at":"2026-11-01T12:00:00Z"}],\
              "scaleUps":[{"replicas":1,"at":"2026-11-01T12:00:00Z"}],"scaleDowns":[]}""");
    }

    @Test
    void refuseAStateThatIsNone() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AutoscalerState.fromMap(Map.of()))
          .withMessage("health: must be a map, got null");
      Map<String, Object> broken =
          Map.of(
              "createdAt",
              "yesterday",
              "health",
              Map.of(),
              "recommendations",
              List.of(),
              "scaleUps",
              List.of(),
              "scaleDowns",
              List.of());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AutoscalerState.fromMap(broken))
          .withMessage("createdAt: must be a time in ISO 8601, got yesterday");
    }
  }

  private static TriggerObservation value(double value) {
    return value(value, 0);
  }

  private static TriggerObservation value(double value, int second) {
    return TriggerObservation.of(METRIC, value, value > 0, START.plusSeconds(second));
  }

  private static TriggerObservation failure(int second) {
    return TriggerObservation.failed(METRIC, "status 503", START.plusSeconds(second));
  }

  /** An object whose workload follows at once. */
  private static final class Run {

    private AutoscalerPlan plan;
    private int replicas;
    private AutoscalerState state = AutoscalerState.initial(START.minus(Duration.ofDays(1)));

    private Run(ScaleSettings settings, int replicas) {
      this.plan = AutoscalerPlan.of(settings);
      this.replicas = replicas;
    }

    private AutoscalerDecision poll(int second, TriggerObservation... observations) {
      return follow(
          plan.poll(
              List.of(observations), ReplicaCounts.of(replicas), state, START.plusSeconds(second)));
    }

    private AutoscalerDecision sync(int second, TriggerObservation... observations) {
      return follow(
          plan.sync(
              List.of(observations), ReplicaCounts.of(replicas), state, START.plusSeconds(second)));
    }

    private int failures() {
      return state.health().getOrDefault(METRIC.name(), MetricHealth.unknown()).failures();
    }

    private AutoscalerDecision follow(AutoscalerDecision decision) {
      replicas = decision.scaleTo().orElse(replicas);
      state = decision.state();
      return decision;
    }
  }
}
