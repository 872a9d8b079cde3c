package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.scaler4j.hpa.AutoscalerPlan;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.MetricOutlook;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.hpa.ScaleSettings;
import io.github.scaler4j.hpa.TriggerObservation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarginTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void isRelativeToTheLarger() {
    assertThat(Margin.between(90, 100)).isEqualTo(0.1);
    assertThat(Margin.between(100, 90)).isEqualTo(0.1);
    assertThat(Margin.between(0, 100)).isEqualTo(1);
    assertThat(Margin.between(-50, 50)).isEqualTo(2);
  }

  @Test
  void isZeroAtTheBoundary() {
    assertThat(Margin.between(7, 7)).isZero();
    assertThat(Margin.between(0, 0)).isZero();
  }

  @Test
  void isTheDistanceToTheNearestChangeOfTheReplicas() {
    // 4 replicas at a target of 100: fewer below 300 (a quarter less), more from 440 on.
    assertThat(Margin.of(outlook(430, 10))).isEqualTo(10 / 440.0, within(1e-3));
    assertThat(Margin.of(outlook(310, 10))).isLessThan(0.05);
  }

  @Test
  void isNoneIfNoValueWouldChangeTheReplicas() {
    assertThat(Margin.of(outlook(10_000, 4))).as("at the maximum, far above").isGreaterThan(0.9);
    MetricOutlook failed = decide(TriggerObservation.failed(spec(), "no", NOW), 4).get(0);
    assertThat(Margin.of(failed)).isEqualTo(Margin.NONE);
  }

  private static MetricOutlook outlook(double value, int most) {
    return decide(TriggerObservation.of(spec(), value, true, NOW), most).get(0);
  }

  private static List<MetricOutlook> decide(TriggerObservation observation, int most) {
    ScaleSettings settings = ScaleSettings.of(1, most);
    return AutoscalerPlan.of(settings)
        .sync(
            List.of(observation),
            ReplicaCounts.of(4),
            AutoscalerState.initial(NOW.minusSeconds(3600)),
            NOW)
        .metrics();
  }

  private static MetricSpec spec() {
    return MetricSpec.of("hits", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 100));
  }
}
