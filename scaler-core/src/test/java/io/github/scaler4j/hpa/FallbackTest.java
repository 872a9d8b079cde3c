package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FallbackTest {

  private static final MetricTarget AVERAGE = MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 2.5);

  @ParameterizedTest(name = "{0}, fallback to {1} at {2} gives {3}")
  @CsvSource({
    "STATIC, 6, 4, 15",
    "CURRENT_REPLICAS, 6, 4, 10",
    "CURRENT_REPLICAS_IF_HIGHER, 6, 4, 15",
    "CURRENT_REPLICAS_IF_HIGHER, 6, 8, 20",
    "CURRENT_REPLICAS_IF_LOWER, 6, 4, 10",
    "CURRENT_REPLICAS_IF_LOWER, 6, 8, 15",
    "STATIC, 0, 4, 0"
  })
  void multipliesTheTargetByTheReplicas(
      FallbackBehavior behavior, int replicas, int current, String metric) {
    Fallback fallback = Fallback.of(3, replicas).withBehavior(behavior);

    assertThat(fallback.metric(AVERAGE, () -> ReplicaCounts.of(current))).hasToString(metric);
  }

  @Test
  void dividesAValueByTheReadyPods() {
    Fallback fallback = Fallback.of(3, 6);
    MetricTarget value = MetricTarget.of(MetricTargetType.VALUE, 2);

    Quantity metric = fallback.metric(value, () -> ReplicaCounts.of(4, 4, 4));

    assertThat(metric).hasToString("3");
    HpaDecision decision =
        HpaCalculator.of(HpaSpec.of(1, 10))
            .decide(
                ReplicaCounts.of(4),
                List.of(new MetricObservation(MetricSpec.of("m", value), Optional.of(metric))),
                HpaMemory.empty(),
                Instant.EPOCH);
    assertThat(decision.replicas()).isEqualTo(6);
    assertThatIllegalStateException()
        .isThrownBy(() -> fallback.metric(value, () -> ReplicaCounts.of(4, 4, 0)));
  }

  @Test
  void cutsThousandthsOff() {
    Fallback fallback = Fallback.of(0, 2);
    MetricTarget value = MetricTarget.of(MetricTargetType.VALUE, 1);

    assertThat(fallback.metric(value, () -> ReplicaCounts.of(3)).milliValue()).isEqualTo(666);
  }

  @Test
  void needsNoCountsForAStaticAverage() {
    Fallback fallback = Fallback.of(0, 2);

    assertThat(
            fallback.metric(
                AVERAGE,
                () -> {
                  throw new AssertionError("asked");
                }))
        .hasToString("5");
  }

  @Test
  void appliesBeyondTheThresholdOnly() {
    assertThat(Fallback.of(0, 1).appliesAfter(1)).isTrue();
    assertThat(Fallback.of(3, 1).appliesAfter(3)).isFalse();
    assertThat(Fallback.of(3, 1).appliesAfter(4)).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> Fallback.of(-1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Fallback.of(1, -1));
  }
}
