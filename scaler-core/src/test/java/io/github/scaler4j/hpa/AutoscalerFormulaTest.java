package io.github.scaler4j.hpa;

import static io.github.scaler4j.hpa.AutoscalerRun.OTHER;
import static io.github.scaler4j.hpa.AutoscalerRun.START;
import static io.github.scaler4j.hpa.AutoscalerRun.failure;
import static io.github.scaler4j.hpa.AutoscalerRun.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.formula.Formula;
import io.github.scaler4j.hpa.ActivationDecision.Reason;
import io.github.scaler4j.hpa.TriggerContribution.Source;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AutoscalerFormulaTest {

  private final TriggerObservation broken =
      TriggerObservation.failed(OTHER, "down", START).named("b");

  private ScaleSettings.Builder formula(String text) {
    Formula formula = Formula.parse(text, Set.of("a", "b"));
    return ScaleSettings.builder().scalingModifiers(ScalingModifiers.of(formula, "2"));
  }

  @Test
  void makesOneMetricAndItsActivity() {
    AutoscalerRun run = new AutoscalerRun(formula("a + b > 5 ? a + b : 0").build(), 1);

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
  void isActiveAboveItsOwnTarget() {
    Formula formula = Formula.parse("a", Set.of("a"));
    AutoscalerRun run =
        new AutoscalerRun(
            ScaleSettings.builder()
                .scalingModifiers(ScalingModifiers.of(formula, "2").withActivationTarget("5"))
                .build(),
            0);

    assertThat(run.poll(0, value(5).named("a")).scaleTo()).isEmpty();
    assertThat(run.poll(30, value(5.001).named("a")).scaleTo()).hasValue(1);
  }

  @Test
  void yieldsToAFallbackOfTheCompositeMetric() {
    ScaleSettings settings = formula("a + b").fallback(Fallback.of(0, 4)).build();
    AutoscalerRun run = new AutoscalerRun(settings, 2);

    AutoscalerDecision sync = run.sync(0, value(100).named("a"), broken);

    assertThat(sync.metrics().get(0).value()).contains(Quantity.parse("8"));
    assertThat(sync.scaleTo()).hasValue(4);
    assertThat(run.poll(0, value(0).named("a"), broken).activation().orElseThrow().reason())
        .isEqualTo(Reason.ACTIVE);
  }

  @Test
  void yieldsToAFallbackOfItsOnlyTrigger() {
    ScaleSettings settings = formula("a + b").fallback(Fallback.of(1, 4)).build();
    AutoscalerRun run = new AutoscalerRun(settings, 2);
    run.poll(0, value(1).named("a"), broken);
    TriggerObservation brokenAgain =
        TriggerObservation.failed(OTHER, "down", START.plusSeconds(30)).named("b");

    AutoscalerDecision poll = run.poll(30, failure(30).named("a"), brokenAgain);

    assertThat(poll.triggers())
        .extracting(TriggerContribution::source)
        .containsExactly(Source.FAILED, Source.FALLBACK);
    assertThat(poll.activation().orElseThrow().reason()).isEqualTo(Reason.AWAITING_FALLBACK);
    assertThat(poll.activeBy()).isEmpty();
    assertThat(run.sync(30, failure(30).named("a"), brokenAgain).metrics().get(0).value())
        .contains(Quantity.parse("8"));
  }

  @Test
  void hasNoFallbackWithATargetThatIsNotWhole() {
    Formula formula = Formula.parse("a + b", Set.of("a", "b"));
    AutoscalerRun run =
        new AutoscalerRun(
            ScaleSettings.builder()
                .scalingModifiers(ScalingModifiers.of(formula, "2.5"))
                .fallback(Fallback.of(0, 4))
                .build(),
            2);

    assertThat(run.sync(0, value(100).named("a"), broken).hpa().orElseThrow().reason())
        .isEqualTo(HpaDecision.Reason.INVALID_METRICS);
  }

  @Test
  void getsNilForATriggerThatFailedTooOften() {
    ScaleSettings settings =
        formula("b ?? a ?? 9")
            .fallback(Fallback.of(1, 7).withBehavior(FallbackBehavior.SCALING_MODIFIERS))
            .build();
    AutoscalerRun run = new AutoscalerRun(settings, 2);

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
  void readsNilAsTheFallbacksReplicas() {
    ScaleSettings settings =
        formula("a ?? b")
            .fallback(Fallback.of(0, 7).withBehavior(FallbackBehavior.SCALING_MODIFIERS))
            .build();
    AutoscalerRun run = new AutoscalerRun(settings, 7);

    assertThat(run.sync(0, failure(0).named("a"), broken).metrics().get(0).value())
        .contains(Quantity.parse("14"));
  }

  @Test
  void leavesNoMetricWhenItFails() {
    AutoscalerRun run = new AutoscalerRun(formula("a / 0").build(), 2);

    AutoscalerDecision sync = run.sync(0, value(6).named("a"), other(1));

    assertThat(sync.formulaFailure()).hasValueSatisfying(text -> assertThat(text).contains("Inf"));
    assertThat(sync.hpa().orElseThrow().reason()).isEqualTo(HpaDecision.Reason.INVALID_METRICS);
  }

  private TriggerObservation other(double value) {
    return TriggerObservation.of(OTHER, value, true, START).named("b");
  }
}
