package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.Problem;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.manifest.ScaledObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that Kubernetes refuses. */
class AutoscalerTargetsTest extends AutoscalerFixture {

  private static final String FORMULA =
      "advanced: {scalingModifiers: {formula: hits + 1, target: '2'}}";

  private Quantity other = Quantity.ofMetric(1);
  private final AutoscalerOptions options =
      AutoscalerOptions.builder()
          .otherTriggers(
              new OtherTriggers() {
                @Override
                public MetricSpec metricSpec(ScaleTrigger trigger) {
                  return new MetricSpec(
                      "s1-other", new MetricTarget(MetricTargetType.AVERAGE_VALUE, other));
                }

                @Override
                public TriggerSample read(ScaleTrigger trigger) {
                  return TriggerSample.of(4, true);
                }
              })
          .build();

  private static String hits(String target) {
    return TRIGGER.formatted("hits", false).replace("\"2\"", "\"" + target + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Value", "AverageValue"})
  void areRefusedIfTheyRoundToZero(String type) {
    String trigger =
        hits("0.0004").replace("metadata:", "metricType: " + type + "\n      metadata:");
    assertThatThrownBy(() -> autoscaler(OBJECT + trigger, "", options))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining(
            "ScaledObject default/web triggers[0]: its target, rounded to thousandths, is 0, "
                + "which Kubernetes refuses; accepted: at least 0.001");
  }

  @Test
  void areRefusedInAChangeToo() {
    ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
    ScaledObject changed = manifests(OBJECT + hits("0.0004"), "").scaledObject("default", "web");
    assertThatThrownBy(() -> autoscaler.update(changed))
        .isInstanceOf(InvalidTriggerException.class);
    source.give(HITS, 5);
    assertThat(autoscaler.decide(ReplicaCounts.of(1)).scaleTo()).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "-1m"})
  void areRefusedForOtherTypesToo(String target) {
    other = Quantity.parse(target);
    assertThatThrownBy(() -> autoscaler(OBJECT + hits("0.0001") + CRON, "", options))
        .isInstanceOfSatisfying(
            InvalidTriggerException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::parameter)
                    .containsExactly(
                        "ScaledObject default/web triggers[0]",
                        "ScaledObject default/web triggers[1]"));
  }

  @Test
  void areAcceptedFromAThousandth() {
    other = Quantity.parse("1m");
    source.give(HITS, 0.002);
    assertThat(
            autoscaler(OBJECT + hits("0.0005") + CRON, "", options)
                .decide(ReplicaCounts.of(1))
                .scaleTo())
        .hasValue(4);
  }

  @Test
  void areNotNeededWithAFormula() {
    other = Quantity.ofMetric(0);
    source.give(HITS, 5);
    assertThat(
            autoscaler(
                    OBJECT + hits("0.0004") + CRON.replace("office-hours", "cron"),
                    FORMULA,
                    options)
                .decide(ReplicaCounts.of(1))
                .scaleTo())
        .hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "memory"})
  void areNeededForResourcesWithAFormulaToo(String type) {
    other = Quantity.ofMetric(0);
    String resource = CRON.replace("type: cron", "type: " + type);
    assertThatThrownBy(() -> autoscaler(OBJECT + hits("0.0004") + resource, FORMULA, options))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("triggers[1]")
        .hasMessageNotContaining("triggers[0]");
    other = Quantity.ofMetric(1);
    source.give(HITS, 5);
    assertThat(
            autoscaler(OBJECT + hits("0.0004") + resource, FORMULA, options)
                .decide(ReplicaCounts.of(1))
                .scaleTo())
        .hasValue(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "memory"})
  void areNamedForResourcesThoughNothingIsRead(String type) {
    String resource = CRON.replace("type: cron", "type: " + type);
    ScaledObjectAutoscaler autoscaler = autoscaler(OBJECT + hits("2") + resource, FORMULA, options);
    assertThat(autoscaler.sync(ReplicaCounts.of(0)).hpa().orElseThrow().proposals())
        .extracting(proposal -> proposal.spec().name())
        .containsExactly("s1-other", "composite-metric");
  }
}
