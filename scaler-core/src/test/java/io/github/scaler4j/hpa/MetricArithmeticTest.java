package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.scaler4j.hpa.HpaDecision.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics' proposals at one sync without a memory. */
class MetricArithmeticTest {

  private static final HpaSpec SPEC = HpaSpec.of(1, 100);

  @ParameterizedTest(name = "{0}: metric {1}, target {2}, {3} pods -> {4}, {5}")
  @CsvSource({
    "AVERAGE_VALUE, 20, 5, 3, 4, 6667m/5 (avg)",
    "VALUE, 20, 5, 3, 12, 20/5",
    "AVERAGE_VALUE, 0.4, 2, 3, 1, 134m/2 (avg)",
    "VALUE, 0.4, 2, 3, 1, 400m/2",
    "AVERAGE_VALUE, 22, 10, 2, 2, 11/10 (avg)",
    "AVERAGE_VALUE, 23, 10, 2, 3, 11500m/10 (avg)",
    "AVERAGE_VALUE, 18, 10, 2, 2, 9/10 (avg)",
    "AVERAGE_VALUE, 10, 10, 2, 1, 5/10 (avg)",
    "VALUE, 58, 14, 7, 30, 58/14",
    "VALUE, 0.133, 2, 1, 1, 133m/2",
    "VALUE, 13.799, 2, 1, 7, 13799m/2",
    "VALUE, 1.5, 7.75, 3, 1, 1500m/7.750",
    "VALUE, 0, 2, 3, 0, 0/2",
    "VALUE, 1e18, 0.001, 3, 2147483647, 9223372036854775807m/1m"
  })
  void followsKubernetesArithmetic(
      MetricTargetType type, double metric, double target, int pods, int replicas, String targets) {
    HpaDecision decision =
        decide(ReplicaCounts.of(pods), MetricObservation.of(spec(type, target), metric));

    assertThat(decision.desired()).hasValue(replicas);
    assertThat(decision.reason()).isEqualTo(Reason.METRICS);
    assertThat(decision.targets()).isEqualTo(targets);
  }

  @Test
  void looksAtReadinessForAValueOnly() {
    ReplicaCounts counts = ReplicaCounts.of(4, 4, 2);

    assertThat(replicas(counts, value(6))).isEqualTo(6); // 6/2 of 2 ready pods
    assertThat(replicas(counts, average(20))).isEqualTo(10); // 20/2
  }

  @Test
  void averagesPerExistingPod() {
    ReplicaCounts surging = ReplicaCounts.of(3, 5, 3);

    assertThat(replicas(surging, average(10))).isEqualTo(5);
    assertThat(replicas(surging, value(2.1))).isEqualTo(3);
  }

  @Test
  void toleratesInclusivelyPerDirection() {
    HpaSpec spec =
        SPEC.withBehavior(
            HpaBehavior.of(
                ScalingRules.scaleUpDefaults().withTolerance(0),
                ScalingRules.scaleDownDefaults().withTolerance(0.5)));

    assertThat(replicas(spec, ReplicaCounts.of(4), value(1))).isEqualTo(4);
    assertThat(replicas(spec, ReplicaCounts.of(4), value(0.999))).isEqualTo(2);
    assertThat(replicas(spec, ReplicaCounts.of(4), value(2.001))).isEqualTo(5);
  }

  @Test
  void takesTheLargestValidProposal() {
    HpaDecision decision =
        decide(ReplicaCounts.of(2), average(4), average(12), value(4), average(2));

    assertThat(decision.desired()).hasValue(6);
    assertThat(decision.targets()).isEqualTo("2/2 (avg), 6/2 (avg) + 2 more...");
  }

  @Test
  void forbidsScalingDownByAnInvalidMetric() {
    MetricObservation failed = MetricObservation.failed(value(0).spec());

    HpaDecision down = decide(ReplicaCounts.of(5), failed, average(2));
    assertThat(down.replicas()).isEqualTo(5);
    assertThat(down.reason()).isEqualTo(Reason.INVALID_METRICS);
    assertThat(down.targets()).isEqualTo("<unknown>/2, 400m/2 (avg)");

    HpaDecision up = decide(ReplicaCounts.of(5), failed, average(20));
    assertThat(up.replicas()).isEqualTo(10);
    assertThat(up.reason()).isEqualTo(Reason.METRICS);

    assertThat(decide(ReplicaCounts.of(5), failed).reason()).isEqualTo(Reason.INVALID_METRICS);
  }

  @Test
  void saturatesAtInt32() {
    assertThat(replicas(ReplicaCounts.of(5), average(1e15))).isEqualTo(Integer.MAX_VALUE);
    assertThat(replicas(ReplicaCounts.of(5), average(0))).isZero();
  }

  @Test
  void putsBoundsAndZeroBeforeMetrics() {
    HpaSpec bounded = HpaSpec.of(3, 8);

    assertThat(decide(bounded, ReplicaCounts.of(0), average(10)))
        .returns(0, HpaDecision::replicas)
        .returns(Reason.DISABLED, HpaDecision::reason)
        .returns("<unknown>/2 (avg)", HpaDecision::targets);
    assertThat(decide(bounded, ReplicaCounts.of(2), average(10)))
        .returns(3, HpaDecision::replicas)
        .returns(Reason.BELOW_MINIMUM, HpaDecision::reason);
    assertThat(decide(bounded, ReplicaCounts.of(9), average(10)))
        .returns(8, HpaDecision::replicas)
        .returns(Reason.ABOVE_MAXIMUM, HpaDecision::reason);
  }

  @Test
  void acceptsOnlyAnAverageWithoutPods() {
    ReplicaCounts starting = ReplicaCounts.of(1, 0, 0);

    assertThat(decide(starting, average(10)))
        .returns(OptionalInt.of(5), HpaDecision::desired)
        .returns("<unknown>/2 (avg)", HpaDecision::targets);
    assertThat(decide(starting, value(10))).returns(Reason.INVALID_METRICS, HpaDecision::reason);
  }

  @Test
  void refusesWhatTheApiServerRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(ReplicaCounts.of(1)))
        .withMessage("metrics: at least one is required");
    MetricObservation metric = MetricObservation.of(spec(MetricTargetType.VALUE, 0.0001), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> decide(ReplicaCounts.of(1), metric))
        .withMessage("requests: the target 0 must be at least 1m");
    assertThatIllegalArgumentException().isThrownBy(() -> ReplicaCounts.of(1, -1, 0));
  }

  private static int replicas(ReplicaCounts counts, MetricObservation metric) {
    return replicas(SPEC, counts, metric);
  }

  private static int replicas(HpaSpec spec, ReplicaCounts counts, MetricObservation metric) {
    return decide(spec, counts, metric).desired().orElseThrow();
  }

  private static HpaDecision decide(ReplicaCounts counts, MetricObservation... metrics) {
    return decide(SPEC, counts, metrics);
  }

  private static HpaDecision decide(
      HpaSpec spec, ReplicaCounts counts, MetricObservation... metrics) {
    return HpaCalculator.of(spec)
        .decide(counts, List.of(metrics), HpaMemory.empty(), Instant.EPOCH);
  }

  private static MetricObservation value(double metric) {
    return MetricObservation.of(spec(MetricTargetType.VALUE, 2), metric);
  }

  private static MetricObservation average(double metric) {
    return new MetricObservation(
        spec(MetricTargetType.AVERAGE_VALUE, 2), Optional.of(Quantity.ofMetric(metric)));
  }

  private static MetricSpec spec(MetricTargetType type, double target) {
    return MetricSpec.of("requests", MetricTarget.of(type, target));
  }
}
