package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.scaler4j.formula.Formula;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleSettingsTest {

  @Nested
  class Bounds {

    @Test
    void acceptAnIdleCountOfZeroWithASetMinimum() {
      assertThat(ScaleSettings.builder().minReplicaCount(0).idleReplicaCount(0).build())
          .isNotEqualTo(ScaleSettings.defaults());
      assertThat(ScaleSettings.of(1, 100).toBuilder().idleReplicaCount(0).build()).isNotNull();
    }

    @Test
    void refuseAnIdleCountThatIsNotBelowTheMinimum() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScaleSettings.builder().idleReplicaCount(0).build())
          .withMessage("idleReplicaCount: 0 is not less than minReplicaCount, which is not set");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScaleSettings.of(0, 5).toBuilder().idleReplicaCount(1).build());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScaleSettings.of(2, 5).toBuilder().idleReplicaCount(2).build());
    }

    @Test
    void refuseWhatTheApiServerRefuses() {
      assertThatIllegalArgumentException().isThrownBy(() -> ScaleSettings.of(5, 4));
      assertThatIllegalArgumentException().isThrownBy(() -> ScaleSettings.of(0, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> ScaleSettings.of(-1, 4));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScaleSettings.builder().cooldownPeriod(Duration.ofSeconds(-1)));
    }
  }

  @Nested
  class Behavior {

    @Test
    void isAbsentUnlessSetOrPaused() {
      assertThat(ScaleSettings.defaults().hpaBehavior()).isEmpty();
    }

    @Test
    void disablesAPausedDirectionAndFillsInTheDefaults() {
      ScaleSettings pausedIn = annotated(ScaleAnnotations.PAUSED_SCALE_IN);
      ScaleSettings pausedOut = annotated(ScaleAnnotations.PAUSED_SCALE_OUT);

      assertThat(pausedIn.hpaBehavior())
          .contains(
              HpaBehavior.defaults()
                  .withScaleDown(
                      ScalingRules.scaleDownDefaults().withSelectPolicy(SelectPolicy.DISABLED)));
      assertThat(pausedOut.hpaBehavior())
          .contains(
              HpaBehavior.defaults()
                  .withScaleUp(
                      ScalingRules.scaleUpDefaults().withSelectPolicy(SelectPolicy.DISABLED)));
    }

    @Test
    void refusesWhatTheApiServerRefuses() {
      Duration minute = Duration.ofMinutes(1);
      ScalingRules rules = ScalingRules.scaleUpDefaults();

      assertThatIllegalArgumentException().isThrownBy(() -> ScalingPolicy.pods(0, minute));
      assertThatIllegalArgumentException().isThrownBy(() -> ScalingPolicy.pods(1, Duration.ZERO));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScalingPolicy.percent(1, Duration.ofSeconds(1801)))
          .withMessageStartingWith("periodSeconds: ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rules.withStabilizationWindow(Duration.ofSeconds(3601)))
          .withMessageStartingWith("stabilizationWindowSeconds: ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rules.withStabilizationWindow(Duration.ofMillis(1500)));
      assertThatIllegalArgumentException().isThrownBy(() -> rules.withPolicies(List.of()));
      assertThatIllegalArgumentException().isThrownBy(() -> rules.withTolerance(-0.1));
      assertThatIllegalArgumentException().isThrownBy(() -> rules.withTolerance(Double.NaN));
    }
  }

  @Nested
  class Modifiers {

    private final Formula formula = Formula.parse("a + 1", Set.of("a"));

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "-1", "0.0009", "NaN", "Inf", "1d", " 1", "0x1p4"})
    void refuseAnInvalidTarget(String target) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScalingModifiers.of(formula, target))
          .withMessageStartingWith("scalingModifiers.target: \"" + target + "\"");
    }

    @Test
    void makeOneMetricWithATargetInThousandths() {
      ScalingModifiers modifiers = ScalingModifiers.of(formula, "2.5009");

      assertThat(modifiers.metricSpec().name()).isEqualTo("composite-metric");
      assertThat(modifiers.metricSpec().target().quantity()).hasToString("2500m");
      assertThat(modifiers.metricSpec().target().type()).isEqualTo(MetricTargetType.AVERAGE_VALUE);
    }

    @Test
    void allowAFallbackOnlyWithAWholeTarget() {
      assertThat(ScalingModifiers.of(formula, "2").allowsFallback()).isTrue();
      assertThat(ScalingModifiers.of(formula, "2.0").allowsFallback()).isFalse();
      assertThat(ScalingModifiers.of(formula, "2.5").allowsFallback()).isFalse();
    }

    @Test
    void areNeededByAFallbackThatIsLeftToThem() {
      ScaleSettings.Builder builder =
          ScaleSettings.builder()
              .fallback(Fallback.of(1, 2).withBehavior(FallbackBehavior.SCALING_MODIFIERS));

      assertThatIllegalArgumentException().isThrownBy(builder::build);
      assertThat(builder.scalingModifiers(ScalingModifiers.of(formula, "2")).build()).isNotNull();
    }
  }

  @Nested
  class Annotations {

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "t", "yes", "", "no"})
    void areOnUnlessGoCallsTheValueFalse(String value) {
      assertThat(ScaleAnnotations.of(Map.of(ScaleAnnotations.PAUSED, value)).paused()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "f", "F", "False", "FALSE"})
    void areOffForGosWordsForFalse(String value) {
      assertThat(ScaleAnnotations.of(Map.of(ScaleAnnotations.FORCE_ACTIVATION, value)))
          .isEqualTo(ScaleAnnotations.none());
    }

    @Test
    void holdANumberOfReplicasDespiteAFlagThatIsOff() {
      ScaleAnnotations annotations =
          ScaleAnnotations.of(
              Map.of(ScaleAnnotations.PAUSED_REPLICAS, "4", ScaleAnnotations.PAUSED, "false"));

      assertThat(annotations.paused()).isTrue();
      assertThat(annotations.pausedReplicas()).hasValue(4);
      assertThat(annotations).hasToString("ScaleAnnotations[paused, paused-replicas=4]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "four", "-1", "4.0", "99999999999"})
    void refuseAnInvalidNumberOfReplicas(String value) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ScaleAnnotations.of(Map.of(ScaleAnnotations.PAUSED_REPLICAS, value)))
          .withMessage(
              "autoscaling.keda.sh/paused-replicas: must be a whole number of 0 or more, got \""
                  + value
                  + "\"");
    }
  }

  private static ScaleSettings annotated(String annotation) {
    return ScaleSettings.builder()
        .annotations(ScaleAnnotations.of(Map.of(annotation, "true")))
        .build();
  }
}
