package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.scaler4j.hpa.ActivationDecision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ActivationCalculatorTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(1));

  @Test
  void activityWakesASleepingWorkload() {
    assertThat(decide(ScaleSettings.defaults(), active(0)))
        .isEqualTo(new ActivationDecision(OptionalInt.of(1), true, Reason.ACTIVATED));
    assertThat(decide(ScaleSettings.of(3, 10), active(0)).scaleTo()).hasValue(3);
    assertThat(decide(idle(2, 5), active(2)).scaleTo()).hasValue(5);
    // Below the minimum without an idle count, the autoscaler mends it.
    assertThat(decide(ScaleSettings.of(3, 10), active(2)).scaleTo()).isEmpty();
  }

  @Test
  void activityKeepsAnAwakeWorkloadUnlessATriggerFailed() {
    assertThat(decide(ScaleSettings.defaults(), active(4)))
        .isEqualTo(new ActivationDecision(OptionalInt.empty(), true, Reason.ACTIVE));
    assertThat(
            decide(
                ScaleSettings.defaults(),
                new ActivationState(4, true, true, NOW, LONG_AGO, Optional.empty())))
        .isEqualTo(
            new ActivationDecision(OptionalInt.empty(), false, Reason.PARTIAL_TRIGGER_ERROR));
  }

  @Test
  void inactivityWaitsForMoreThanTheCooldown() {
    Instant atTheEdge = NOW.minus(Duration.ofMinutes(5));

    assertThat(decide(ScaleSettings.defaults(), inactive(4, atTheEdge)))
        .isEqualTo(new ActivationDecision(OptionalInt.empty(), false, Reason.COOLING_DOWN));
    assertThat(decide(ScaleSettings.defaults(), inactive(4, atTheEdge.minusNanos(1))))
        .isEqualTo(new ActivationDecision(OptionalInt.of(0), false, Reason.DEACTIVATED));
    assertThat(decide(idle(2, 5), inactive(4, LONG_AGO)).scaleTo()).hasValue(2);
    assertThat(decide(idle(2, 5), inactive(2, LONG_AGO)).reason()).isEqualTo(Reason.INACTIVE);
  }

  @Test
  void aWorkloadThatNeverWasActiveHasItsOwnCooldown() {
    ScaleSettings settings =
        ScaleSettings.builder().initialCooldownPeriod(Duration.ofMinutes(1)).build();

    assertThat(decide(settings, neverActive(NOW.minusSeconds(60))).reason())
        .isEqualTo(Reason.COOLING_DOWN);
    assertThat(decide(settings, neverActive(NOW.minusSeconds(61))).scaleTo()).hasValue(0);
  }

  @Test
  void inactivityRaisesToTheMinimumOrLeavesAlone() {
    assertThat(decide(ScaleSettings.of(3, 10), inactive(1, LONG_AGO)))
        .isEqualTo(new ActivationDecision(OptionalInt.of(3), false, Reason.RAISED_TO_MINIMUM));
    assertThat(decide(ScaleSettings.of(3, 10), inactive(7, LONG_AGO)).reason())
        .isEqualTo(Reason.INACTIVE);
    assertThat(decide(ScaleSettings.defaults(), inactive(0, LONG_AGO)).reason())
        .isEqualTo(Reason.INACTIVE);
  }

  @Test
  void failureNeverPutsToSleepUnlessTheFallbackIsZero() {
    ActivationState failed =
        new ActivationState(4, false, true, NOW, LONG_AGO, Optional.of(LONG_AGO));

    assertThat(decide(ScaleSettings.defaults(), failed).reason()).isEqualTo(Reason.TRIGGER_ERROR);
    assertThat(decide(fallback(6), failed))
        .isEqualTo(new ActivationDecision(OptionalInt.empty(), false, Reason.AWAITING_FALLBACK));
    assertThat(decide(fallback(0), failed).scaleTo()).hasValue(0);
  }

  @Test
  void settingsThatKedaRefusesAreRefused() {
    assertThat(ScaleSettings.of(0, 7).hpaOptions()).isEqualTo(HpaOptions.of(1, 7));
    assertThatIllegalArgumentException().isThrownBy(() -> ScaleSettings.of(5, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> ScaleSettings.of(-1, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> idle(5, 5));
  }

  private static ActivationDecision decide(ScaleSettings settings, ActivationState state) {
    return new ActivationCalculator(settings).decide(state);
  }

  private static ActivationState active(int replicas) {
    return new ActivationState(replicas, true, false, NOW, LONG_AGO, Optional.empty());
  }

  private static ActivationState inactive(int replicas, Instant lastActive) {
    return new ActivationState(replicas, false, false, NOW, LONG_AGO, Optional.of(lastActive));
  }

  private static ActivationState neverActive(Instant createdAt) {
    return new ActivationState(4, false, false, NOW, createdAt, Optional.empty());
  }

  private static ScaleSettings idle(int idle, int min) {
    return ScaleSettings.of(min, 10).toBuilder().idleReplicaCount(idle).build();
  }

  private static ScaleSettings fallback(int replicas) {
    return ScaleSettings.builder()
        .fallback(new Fallback(3, replicas, FallbackBehavior.STATIC))
        .build();
  }
}
