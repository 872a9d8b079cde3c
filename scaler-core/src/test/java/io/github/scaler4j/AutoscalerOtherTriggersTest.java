package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.hpa.AutoscalerDecision;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.manifest.TriggerResolver;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Triggers of other types than datadog. */
class AutoscalerOtherTriggersTest extends AutoscalerFixture {

  private Supplier<TriggerSample> cron = () -> TriggerSample.of(3, true);

  private final ScaledObjectAutoscaler autoscaler =
      autoscaler(
          OBJECT + TRIGGER.formatted("hits", false) + CRON,
          "cooldownPeriod: 0",
          AutoscalerOptions.builder().otherTriggers(new Cron()).build());

  private final class Cron implements OtherTriggers {
    @Override
    public MetricSpec metricSpec(ScaleTrigger trigger) {
      return MetricSpec.of(
          "s" + trigger.index() + "-" + trigger.type(),
          MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 1));
    }

    @Override
    public TriggerSample read(ScaleTrigger trigger) {
      assertThat(trigger.name()).isEqualTo("office-hours");
      return cron.get();
    }
  }

  @Test
  void keepTheWorkloadActiveToo() {
    source.give(HITS, 0);
    AutoscalerDecision poll = autoscaler.poll(ReplicaCounts.of(3));
    assertThat(poll.scaleTo()).isEmpty();
    assertThat(poll.activeBy()).containsExactly("office-hours");

    cron = () -> TriggerSample.of(0, false);
    pass(30);
    assertThat(autoscaler.poll(ReplicaCounts.of(3)).scaleTo()).hasValue(0);
  }

  @Test
  void countForTheReplicas() {
    source.give(HITS, 2);
    assertThat(autoscaler.sync(ReplicaCounts.of(1)).scaleTo()).hasValue(3);
  }

  @Test
  void keepNothingActiveIfTheHpaReadsThemItself() {
    ScaledObjectAutoscaler withCpu =
        autoscaler(
            OBJECT + TRIGGER.formatted("hits", false) + CRON.replace("type: cron", "type: cpu"),
            "cooldownPeriod: 0",
            AutoscalerOptions.builder().otherTriggers(new Cron()).build());
    source.give(HITS, 0);
    assertThat(withCpu.poll(ReplicaCounts.of(3)).scaleTo()).hasValue(0);
    assertThat(withCpu.sync(ReplicaCounts.of(1)).scaleTo()).hasValue(3);
  }

  @Test
  void failWithoutTheirWords() {
    source.give(HITS, 0);
    cron =
        () -> {
          throw new IllegalStateException("password hunter2");
        };
    AutoscalerDecision poll = autoscaler.poll(ReplicaCounts.of(3));
    assertThat(poll.scaleTo()).isEmpty();
    assertThat(poll.explain())
        .contains("office-hours failed: java.lang.IllegalStateException")
        .doesNotContain("hunter2");
    cron = () -> TriggerSample.failed("the calendar is closed");
    assertThat(autoscaler.poll(ReplicaCounts.of(3)).explain())
        .contains("office-hours failed: the calendar is closed");
  }

  @Test
  void failWithoutASample() {
    source.give(HITS, 0);
    cron = () -> null;
    assertThat(autoscaler.poll(ReplicaCounts.of(3)).explain())
        .contains("office-hours failed: java.lang.NullPointerException");
  }

  @Test
  void failAloneIfTheExecutorTakesNoTask() {
    Manifests manifests = manifests(OBJECT + TRIGGER.formatted("hits", false) + CRON, "");
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    source.give(HITS, 2);
    try (DatadogScalers busy =
        DatadogScalers.builder().source(context -> source).time(time).executor(full).build()) {
      AutoscalerDecision poll =
          busy.scaledObject(
                  manifests.scaledObject("default", "web"),
                  TriggerResolver.of(manifests),
                  AutoscalerOptions.builder().otherTriggers(new Cron()).build())
              .poll(ReplicaCounts.of(0));
      assertThat(poll.scaleTo()).hasValue(1);
      assertThat(poll.explain()).contains("office-hours failed", "the executor rejected the task");
    }
  }

  @Test
  void areRefusedWithoutAReader() {
    assertThatThrownBy(() -> autoscaler(OBJECT + CRON, "", AutoscalerOptions.defaults()))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("ScaledObject default/web triggers[0]: is of type cron")
        .hasMessageContaining("AutoscalerOptions.otherTriggers");
  }

  @Test
  void refuseInvalidNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TriggerSample.of(Double.NaN, true))
        .withMessageContaining("value: must be finite");
  }
}
