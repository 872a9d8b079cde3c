package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.MetricHealth;
import io.github.scaler4j.hpa.ReplicaCounts;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions that are withdrawn, because the replicas could not be set. */
class AutoscalerWithdrawalTest extends AutoscalerFixture {

  /** Twice or half the replicas a minute. */
  private static final String PACED =
      """
      fallback: {failureThreshold: 3, replicas: 5}
        advanced:
          horizontalPodAutoscalerConfig:
            behavior:
              scaleUp:
                stabilizationWindowSeconds: 0
                policies: [{type: Percent, value: 100, periodSeconds: 60}]
              scaleDown:
                stabilizationWindowSeconds: 0
                policies: [{type: Percent, value: 50, periodSeconds: 60}]
      """
          .strip();

  private final ScaledObjectAutoscaler autoscaler = autoscaler(PACED, HITS);

  @ParameterizedTest(name = "{0} replicas, {1} asked for: then {3} instead of {2}")
  @CsvSource({"2, 16, 2, 4", "16, 2, 12, 8"})
  void leaveTheNextDecisionItsPace(int replicas, double value, int kept, int withdrawn) {
    source.give(HITS, value);
    ReplicaCounts counts = ReplicaCounts.of(replicas);
    DueDecisions first = autoscaler.decide(counts);
    assertThat(first.scaleTo()).hasValue(withdrawn);
    AutoscalerState stored = autoscaler.state();
    pass(15);
    assertThat(autoscaler.decide(counts).scaleTo().orElse(replicas)).isEqualTo(kept);

    ScaledObjectAutoscaler failing =
        autoscaler(OBJECT + TRIGGER.formatted("hits", false), PACED, AutoscalerOptions.defaults());
    failing.withdraw(failing.decide(counts));
    assertThat(failing.state().hpa().recommendations()).hasSize(2);
    assertThat(failing.state().hpa().scaleUps()).isEmpty();
    assertThat(failing.state().hpa().scaleDowns()).isEmpty();
    assertThat(stored.hpa().scaleUps().size() + stored.hpa().scaleDowns().size()).isEqualTo(1);
    pass(15);
    assertThat(failing.decide(counts).scaleTo()).hasValue(withdrawn);
  }

  @Test
  void startNoCooldown() {
    source.give(HITS, 3);
    DueDecisions decisions = autoscaler.decide(ReplicaCounts.of(0));
    assertThat(autoscaler.state().activation().lastActive()).contains(BEGIN);
    autoscaler.withdraw(decisions);
    assertThat(autoscaler.state().activation().lastActive()).isEmpty();
    assertThat(autoscaler.state().hpa().scaleUps()).isEmpty();
  }

  @Test
  void keepTheActivityOfAWorkloadThatIsUp() {
    source.give(HITS, 3);
    autoscaler.withdraw(autoscaler.decide(ReplicaCounts.of(1)));
    assertThat(autoscaler.state().activation().lastActive()).contains(BEGIN);
  }

  @Test
  void stillCountFailures() {
    source.fails(HITS, new TransportException("down", null));
    autoscaler.withdraw(autoscaler.decide(ReplicaCounts.of(1)));
    assertThat(autoscaler.state().health())
        .extractingByKey(HITS)
        .extracting(MetricHealth::failures)
        .isEqualTo(1);
  }

  @Test
  void makeNothingDue() {
    source.give(HITS, 16);
    autoscaler.withdraw(autoscaler.decide(ReplicaCounts.of(2)));
    assertThat(autoscaler.untilDue()).hasSeconds(15);
  }

  @Test
  void mayBeThoseOfASync() {
    source.give(HITS, 16);
    AutoscalerDecision sync = autoscaler.sync(ReplicaCounts.of(2));
    autoscaler.withdraw(new DueDecisions(Optional.empty(), Optional.of(sync)));
    assertThat(autoscaler.state().hpa().scaleUps()).isEmpty();
  }

  @Test
  void areIgnoredAfterNewerOnes() {
    source.give(HITS, 16);
    DueDecisions first = autoscaler.decide(ReplicaCounts.of(2));
    DueDecisions none = autoscaler.decide(ReplicaCounts.of(2));
    pass(15);
    autoscaler.decide(ReplicaCounts.of(4));
    AutoscalerState state = autoscaler.state();
    autoscaler.withdraw(first);
    autoscaler.withdraw(none);
    assertThat(autoscaler.state()).isEqualTo(state);
  }

  @Test
  void canBeWithdrawnAfterACallWithNothingDueAndAfterTheEnd() {
    source.give(HITS, 16);
    DueDecisions first = autoscaler.decide(ReplicaCounts.of(2));
    autoscaler.decide(ReplicaCounts.of(2));
    autoscaler.close();
    autoscaler.withdraw(first);
    autoscaler.withdraw(first);
    assertThat(autoscaler.state().hpa().scaleUps()).isEmpty();
  }

  @Test
  void bringNothingBackThatAPauseClears() {
    source.give(HITS, 16);
    autoscaler.decide(ReplicaCounts.of(2));
    autoscaler.update(
        manifests(annotated("paused-replicas: \"1\"") + TRIGGER.formatted("hits", false), PACED)
            .scaledObject("default", "web"));
    assertThat(autoscaler.state().hpa().scaleUps()).hasSize(1);
    AutoscalerDecision poll = autoscaler.poll(ReplicaCounts.of(4));
    assertThat(poll.scaleTo()).hasValue(1);
    autoscaler.withdraw(new DueDecisions(Optional.of(poll), Optional.empty()));
    assertThat(autoscaler.state().hpa().scaleUps()).isEmpty();
  }

  @Test
  void bringNothingBackOfAnEarlierObject() {
    source.give(HITS, 16);
    DueDecisions first = autoscaler.decide(ReplicaCounts.of(2));
    pass(15);
    DueDecisions second = autoscaler.decide(ReplicaCounts.of(4));
    assertThat(first).isNotEqualTo(second);
    autoscaler.update(
        manifests(
                OBJECT.replace("2026-10-01T", "2026-11-01T") + TRIGGER.formatted("hits", false),
                PACED)
            .scaledObject("default", "web"));
    AutoscalerState state = autoscaler.state();
    autoscaler.withdraw(second);
    assertThat(autoscaler.state()).isEqualTo(state);
  }
}
