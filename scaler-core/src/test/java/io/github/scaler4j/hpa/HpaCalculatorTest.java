package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.scaler4j.hpa.HpaDecision.Limit;
import io.github.scaler4j.hpa.HpaDecision.Reason;
import io.github.scaler4j.hpa.HpaMemory.Recommendation;
import io.github.scaler4j.hpa.HpaMemory.ScaleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpaCalculatorTest {

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final MetricSpec AVERAGE_OF_TWO =
      MetricSpec.of("m", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 2));
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Nested
  class WithoutBehavior {

    private final Workload workload = new Workload(HpaSpec.of(1, 3), 1);

    @Test
    void scalesUpAtOnceAndDownAfterFiveMinutes() {
      workload.sync(0, 2);
      assertThat(workload.sync(15, 6).replicas()).isEqualTo(3);
      for (int second = 30; second <= 315; second += 15) {
        HpaDecision held = workload.sync(second, 0.5);
        assertThat(held.replicas()).isEqualTo(3);
        assertThat(held.desired()).hasValue(1);
        assertThat(held.holder()).contains(new Recommendation(3, START.plusSeconds(15)));
        assertThat(held.heldUntil()).contains(START.plusSeconds(315));
      }
      HpaDecision free = workload.sync(330, 0.5);
      assertThat(free.replicas()).isEqualTo(1);
      assertThat(free.holder()).isEmpty();
    }

    @Test
    void remembersNoRecommendationOfInvalidMetrics() {
      workload.sync(0, 6);
      HpaMemory before = workload.memory;

      HpaDecision decision = workload.fail(15);

      assertThat(decision.reason()).isEqualTo(Reason.INVALID_METRICS);
      assertThat(decision.replicas()).isEqualTo(3);
      assertThat(decision.memory()).isEqualTo(before);
    }

    @Test
    void keepsNoScaleEvents() {
      workload.sync(0, 6);

      assertThat(workload.memory.scaleUps()).isEmpty();
    }
  }

  @Test
  void holdsBackTheFirstRecommendation() {
    Workload workload = new Workload(HpaSpec.of(1, 10), 5);

    assertThat(workload.sync(0, 2).replicas()).isEqualTo(5);
    assertThat(workload.sync(300, 2).replicas()).isEqualTo(5);
    assertThat(workload.sync(301, 2).replicas()).isEqualTo(1);
  }

  @Test
  void isOffAtZeroReplicas() {
    Workload workload = new Workload(HpaSpec.of(1, 10), 0);

    HpaDecision decision = workload.sync(0, 100);

    assertThat(decision.replicas()).isZero();
    assertThat(decision.reason()).isEqualTo(Reason.DISABLED);
  }

  /** A formula may give a negative metric. Kubernetes starts from 0 and takes only more. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void neverAsksForLessThanNothing(boolean behavior) {
    HpaSpec spec = HpaSpec.of(1, 10);
    Workload workload =
        new Workload(behavior ? spec.withBehavior(HpaBehavior.defaults()) : spec, 2);
    MetricObservation negative =
        new MetricObservation(AVERAGE_OF_TWO, Optional.of(Quantity.ofMilli(-6_000)));

    HpaDecision decision = workload.sync(0, negative);

    assertThat(decision.desired()).hasValue(0);
    assertThat(decision.memory().recommendations())
        .extracting(Recommendation::replicas)
        .containsExactly(2, 0);
    assertThat(workload.sync(301, negative).replicas()).isEqualTo(1);
  }

  @Test
  void doublesAtMostWithoutBehavior() {
    Workload workload = new Workload(HpaSpec.of(1, 100), 1);

    assertThat(workload.sync(0, 1000).replicas()).isEqualTo(4);
    HpaDecision second = workload.sync(15, 1000);
    assertThat(second.replicas()).isEqualTo(8);
    assertThat(second.limit()).isEqualTo(Limit.SCALE_UP_LIMIT);
    assertThat(second.desired()).hasValue(500);
  }

  @Test
  void returnsIntoItsBoundsWithoutMetrics() {
    HpaSpec spec = HpaSpec.of(3, 8).withBehavior(HpaBehavior.defaults());
    Workload above = new Workload(spec, 12);
    Workload below = new Workload(spec, 1);

    assertThat(above.fail(0).replicas()).isEqualTo(8);
    assertThat(above.memory.scaleDowns()).containsExactly(new ScaleEvent(4, START));
    assertThat(below.fail(0).replicas()).isEqualTo(3);
    assertThat(below.memory.scaleUps()).containsExactly(new ScaleEvent(2, START));
  }

  @Nested
  class WithBehavior {

    @Test
    void takesTheLargerPolicyByDefault() {
      Workload workload = new Workload(HpaSpec.of(1, 100).withBehavior(HpaBehavior.defaults()), 1);

      HpaDecision first = workload.sync(0, 1000);
      assertThat(first.replicas()).isEqualTo(5);
      assertThat(first.policy()).contains(ScalingPolicy.pods(4, Duration.ofSeconds(15)));
      // 14 seconds later the 4 pods still count; 15 seconds later they do not.
      assertThat(workload.sync(14, 1000).replicas()).isEqualTo(5);
      HpaDecision third = workload.sync(15, 1000);
      assertThat(third.replicas()).isEqualTo(10);
      assertThat(third.policy()).contains(ScalingPolicy.percent(100, Duration.ofSeconds(15)));
    }

    @Test
    void scalesDownStepByStep() {
      ScalingRules slow =
          ScalingRules.scaleDownDefaults()
              .withStabilizationWindow(Duration.ZERO)
              .withPolicies(List.of(ScalingPolicy.pods(2, MINUTE)));
      Workload workload =
          new Workload(
              HpaSpec.of(1, 10).withBehavior(HpaBehavior.defaults().withScaleDown(slow)), 9);

      List<Integer> replicas = new ArrayList<>();
      for (int second = 1; second < 300; second += 15) {
        replicas.add(workload.sync(second, 2).replicas());
      }

      assertThat(replicas).startsWith(7, 7, 7, 7, 5, 5, 5, 5, 3, 3, 3, 3, 1, 1).endsWith(1);
    }

    @Test
    void keepsADisabledDirectionStill() {
      ScalingRules never =
          ScalingRules.scaleDownDefaults()
              .withStabilizationWindow(Duration.ZERO)
              .withSelectPolicy(SelectPolicy.DISABLED);
      Workload workload =
          new Workload(
              HpaSpec.of(1, 10).withBehavior(HpaBehavior.defaults().withScaleDown(never)), 5);

      HpaDecision decision = workload.sync(1, 2);

      assertThat(decision.replicas()).isEqualTo(5);
      assertThat(decision.limit()).isEqualTo(Limit.SCALE_DOWN_LIMIT);
      assertThat(decision.policy()).isEmpty();
    }

    @Test
    void hasATolerancePerDirection() {
      ScalingRules strict = ScalingRules.scaleUpDefaults().withTolerance(0);
      ScalingRules lax =
          ScalingRules.scaleDownDefaults()
              .withStabilizationWindow(Duration.ZERO)
              .withTolerance(0.5);
      HpaSpec spec = HpaSpec.of(1, 10).withBehavior(HpaBehavior.of(strict, lax));

      assertThat(new Workload(spec, 4).sync(1, 8.001).replicas()).isEqualTo(5);
      assertThat(new Workload(spec, 4).sync(1, 4).replicas()).isEqualTo(4);
      assertThat(new Workload(spec, 4).sync(1, 3.999).replicas()).isEqualTo(2);
    }

    @Test
    void holdsScalingUpForItsWindow() {
      ScalingRules patient = ScalingRules.scaleUpDefaults().withStabilizationWindow(MINUTE);
      Workload workload =
          new Workload(
              HpaSpec.of(1, 10).withBehavior(HpaBehavior.defaults().withScaleUp(patient)), 1);

      workload.sync(0, 2);
      HpaDecision held = workload.sync(30, 8);
      assertThat(held.replicas()).isEqualTo(1);
      assertThat(held.holder()).contains(new Recommendation(1, START));
      assertThat(held.heldUntil()).contains(START.plusSeconds(60));
      assertThat(workload.sync(60, 8).replicas()).isEqualTo(4);
    }
  }

  @Test
  void refusesWhatTheApiServerRefuses() {
    assertThatIllegalArgumentException().isThrownBy(() -> HpaSpec.of(0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> HpaSpec.of(4, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HpaCalculator.of(HpaSpec.of(1, 2))
                    .decide(ReplicaCounts.of(1), List.of(), HpaMemory.empty(), START));
  }

  /** A workload that follows at once. */
  private static final class Workload {

    private final HpaCalculator calculator;
    private int replicas;
    private HpaMemory memory = HpaMemory.empty();

    private Workload(HpaSpec spec, int replicas) {
      this.calculator = HpaCalculator.of(spec);
      this.replicas = replicas;
    }

    private HpaDecision sync(int second, double value) {
      return sync(second, MetricObservation.of(AVERAGE_OF_TWO, value));
    }

    private HpaDecision fail(int second) {
      return sync(second, MetricObservation.failed(AVERAGE_OF_TWO));
    }

    private HpaDecision sync(int second, MetricObservation metric) {
      HpaDecision decision =
          calculator.decide(
              ReplicaCounts.of(replicas), List.of(metric), memory, START.plusSeconds(second));
      replicas = decision.replicas();
      memory = decision.memory();
      return decision;
    }
  }
}
