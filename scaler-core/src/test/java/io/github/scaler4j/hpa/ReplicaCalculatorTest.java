package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.scaler4j.hpa.ReplicaRecommendation.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaCalculatorTest {

  private final ReplicaCalculator calculator = ReplicaCalculator.of(HpaOptions.of(1, 100));

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
    "VALUE, 0, 2, 3, 1, 0/2",
    "VALUE, 1e18, 0.001, 3, 100, 9223372036854775807m/1m"
  })
  void followsKubernetesArithmetic(
      MetricTargetType type, double metric, double target, int pods, int replicas, String targets) {
    ReplicaRecommendation recommendation =
        calculator.calculate(
            ReplicaCounts.of(pods), List.of(MetricObservation.of(spec(type, target), metric)));

    assertThat(recommendation.replicas()).isEqualTo(replicas);
    assertThat(recommendation.reason()).isEqualTo(Reason.METRICS);
    assertThat(recommendation.targets()).isEqualTo(targets);
  }

  @Test
  void onlyValueLooksAtReadiness() {
    ReplicaCounts counts = new ReplicaCounts(4, 4, 2);

    assertThat(replicas(counts, value(6))).isEqualTo(6); // 6/2 of 2 ready pods
    assertThat(replicas(counts, average(20))).isEqualTo(10); // 20/2
  }

  @Test
  void averageIsPerExistingPodAndValueKeepsWhatWasAskedFor() {
    ReplicaCounts surging = new ReplicaCounts(3, 5, 3);

    assertThat(replicas(surging, average(10))).isEqualTo(5);
    assertThat(replicas(surging, value(2.1))).isEqualTo(3);
  }

  @Test
  void toleranceIsPerDirectionAndInclusive() {
    HpaOptions options = new HpaOptions(1, 100, 0.5, 0, false);

    assertThat(replicas(options, ReplicaCounts.of(4), value(1))).isEqualTo(4);
    assertThat(replicas(options, ReplicaCounts.of(4), value(0.999))).isEqualTo(2);
    assertThat(replicas(options, ReplicaCounts.of(4), value(2.001))).isEqualTo(5);
  }

  @Test
  void largestValidProposalWins() {
    ReplicaRecommendation recommendation =
        calculator.calculate(
            ReplicaCounts.of(2), List.of(average(4), average(12), value(4), average(2)));

    assertThat(recommendation.replicas()).isEqualTo(6);
    assertThat(recommendation.targets()).isEqualTo("2/2 (avg), 6/2 (avg) + 2 more...");
  }

  @Test
  void invalidMetricForbidsOnlyScalingDown() {
    MetricObservation failed = MetricObservation.failed(value(0).spec());

    ReplicaRecommendation down =
        calculator.calculate(ReplicaCounts.of(5), List.of(failed, average(2)));
    assertThat(down.replicas()).isEqualTo(5);
    assertThat(down.reason()).isEqualTo(Reason.INVALID_METRICS);
    assertThat(down.targets()).isEqualTo("<unknown>/2, 400m/2 (avg)");

    ReplicaRecommendation up =
        calculator.calculate(ReplicaCounts.of(5), List.of(failed, average(20)));
    assertThat(up.replicas()).isEqualTo(10);
    assertThat(up.reason()).isEqualTo(Reason.METRICS);

    assertThat(calculator.calculate(ReplicaCounts.of(5), List.of(failed)).reason())
        .isEqualTo(Reason.INVALID_METRICS);
  }

  @Test
  void proposalsSaturateAtInt32AndStayWithinTheBounds() {
    HpaOptions options = HpaOptions.of(3, Integer.MAX_VALUE);

    assertThat(replicas(options, ReplicaCounts.of(5), average(1e15))).isEqualTo(Integer.MAX_VALUE);
    assertThat(replicas(options, ReplicaCounts.of(5), average(0))).isEqualTo(3);
  }

  @Test
  void oneStepMayBeLimited() {
    HpaOptions options = new HpaOptions(1, 50, 0.1, 0.1, true);

    assertThat(replicas(options, ReplicaCounts.of(1), average(1000))).isEqualTo(4);
    assertThat(replicas(options, ReplicaCounts.of(10), average(1000))).isEqualTo(20);
    assertThat(replicas(options, ReplicaCounts.of(40), average(1000))).isEqualTo(50);
  }

  @Test
  void boundsAndZeroComeBeforeMetrics() {
    ReplicaCalculator bounded = ReplicaCalculator.of(HpaOptions.of(3, 8));
    List<MetricObservation> metrics = List.of(average(10));

    assertThat(bounded.calculate(ReplicaCounts.of(0), metrics))
        .returns(0, ReplicaRecommendation::replicas)
        .returns(Reason.DISABLED, ReplicaRecommendation::reason)
        .returns("<unknown>/2 (avg)", ReplicaRecommendation::targets);
    assertThat(bounded.calculate(ReplicaCounts.of(2), metrics))
        .returns(3, ReplicaRecommendation::replicas)
        .returns(Reason.BELOW_MINIMUM, ReplicaRecommendation::reason);
    assertThat(bounded.calculate(ReplicaCounts.of(9), metrics))
        .returns(8, ReplicaRecommendation::replicas)
        .returns(Reason.ABOVE_MAXIMUM, ReplicaRecommendation::reason);
  }

  @Test
  void withoutPodsAnAverageCountsAndAValueIsInvalid() {
    ReplicaCounts starting = new ReplicaCounts(1, 0, 0);

    assertThat(calculator.calculate(starting, List.of(average(10))))
        .returns(5, ReplicaRecommendation::replicas)
        .returns("<unknown>/2 (avg)", ReplicaRecommendation::targets);
    assertThat(calculator.calculate(starting, List.of(value(10))))
        .returns(Reason.INVALID_METRICS, ReplicaRecommendation::reason);
  }

  @Test
  void whatTheApiServerRefusesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calculator.calculate(ReplicaCounts.of(1), List.of()))
        .withMessage("metrics: at least one is needed");
    MetricObservation metric = MetricObservation.of(spec(MetricTargetType.VALUE, 0.0001), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calculator.calculate(ReplicaCounts.of(1), List.of(metric)))
        .withMessage("requests: the target 0 must be at least 1m");
    assertThatIllegalArgumentException().isThrownBy(() -> HpaOptions.of(0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> HpaOptions.of(4, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HpaOptions(1, 3, Double.NaN, 0.1, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReplicaCounts(1, -1, 0));
  }

  private int replicas(ReplicaCounts counts, MetricObservation metric) {
    return calculator.calculate(counts, List.of(metric)).replicas();
  }

  private static int replicas(HpaOptions options, ReplicaCounts counts, MetricObservation metric) {
    return ReplicaCalculator.of(options).calculate(counts, List.of(metric)).replicas();
  }

  private static MetricObservation value(double metric) {
    return MetricObservation.of(spec(MetricTargetType.VALUE, 2), metric);
  }

  private static MetricObservation average(double metric) {
    return new MetricObservation(
        spec(MetricTargetType.AVERAGE_VALUE, 2), Optional.of(Quantity.ofMetric(metric)));
  }

  private static MetricSpec spec(MetricTargetType type, double target) {
    return new MetricSpec("requests", MetricTarget.of(type, target));
  }
}
