package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.formula.Formula;
import io.github.scaler4j.hpa.ActivationDecision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Triggers of type cpu and memory, which the HorizontalPodAutoscaler reads without KEDA. */
class ResourceTriggersTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final AutoscalerState STATE =
      AutoscalerState.initial(NOW.minus(Duration.ofDays(1)));
  private static final MetricSpec CPU =
      MetricSpec.of("cpu", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 50));
  private static final MetricSpec HITS =
      MetricSpec.of("s0-hits", MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 2));
  private static final TriggerObservation NO_HITS =
      TriggerObservation.of(HITS, 0, false, NOW).named("hits");
  private static final ScaleSettings.Builder SETTINGS = ScaleSettings.builder();

  private static TriggerObservation cpu(double percentOfAllPods) {
    return TriggerObservation.of(CPU, percentOfAllPods, true, NOW).ofResource();
  }

  private static TriggerObservation failedCpu() {
    return TriggerObservation.failed(CPU, "no metrics", NOW).ofResource();
  }

  @Test
  void keepNoWorkloadActiveWithAnotherTrigger() {
    assertThat(poll(SETTINGS.build(), NO_HITS, cpu(300)).scaleTo()).hasValue(0);
    assertThat(poll(SETTINGS.build(), NO_HITS, failedCpu()).scaleTo()).hasValue(0);
  }

  @Test
  void keepTheWorkloadActiveOnTheirOwn() {
    AutoscalerDecision poll = poll(SETTINGS.build(), cpu(0));
    assertThat(poll.activation().orElseThrow().reason()).isEqualTo(Reason.ACTIVE);
    assertThat(poll.activeBy()).containsExactly("cpu");
    assertThat(poll(SETTINGS.build(), failedCpu()).activation().orElseThrow().reason())
        .isEqualTo(Reason.ACTIVE);
  }

  @Test
  void askForReplicas() {
    assertThat(sync(SETTINGS.build(), NO_HITS, cpu(300)).scaleTo()).hasValue(6);
  }

  @Test
  void askForReplicasBesideAFormulaToo() {
    ScaleSettings settings =
        ScaleSettings.builder()
            .scalingModifiers(ScalingModifiers.of(Formula.parse("hits", Set.of("hits")), "2"))
            .build();
    AutoscalerDecision sync = sync(settings, NO_HITS, cpu(300));
    assertThat(sync.scaleTo()).hasValue(6);
    assertThat(sync.metrics())
        .extracting(metric -> metric.spec().name())
        .containsExactly("cpu", "composite-metric");
    assertThat(poll(settings, NO_HITS, failedCpu()).scaleTo()).hasValue(0);
  }

  @Test
  void haveNoFallback() {
    ScaleSettings settings = ScaleSettings.builder().fallback(Fallback.of(0, 5)).build();
    AutoscalerDecision sync = sync(settings, NO_HITS, failedCpu());
    assertThat(sync.scaleTo()).isEmpty();
    assertThat(sync.hpa().orElseThrow().reason()).isEqualTo(HpaDecision.Reason.INVALID_METRICS);
    assertThat(sync.state().health()).containsOnlyKeys("s0-hits");
  }

  private static AutoscalerDecision poll(ScaleSettings settings, TriggerObservation... read) {
    return AutoscalerPlan.of(settings).poll(List.of(read), ReplicaCounts.of(4), STATE, NOW);
  }

  private static AutoscalerDecision sync(ScaleSettings settings, TriggerObservation... read) {
    return AutoscalerPlan.of(settings).sync(List.of(read), ReplicaCounts.of(4), STATE, NOW);
  }
}
