package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.MetricTarget;
import io.github.scaler4j.hpa.MetricTargetType;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.metrics.ScalerMetrics;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which triggers of an autoscaler the factory reports. */
class AutoscalerHealthTest extends AutoscalerFixture {

  private final MockClock clock = new MockClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);

  @BeforeEach
  void failAllReads() {
    ScalerMetrics.of(scalers).bindTo(registry);
    source.fails(HITS, new TransportException("down", null));
    source.fails(QUEUE, new TransportException("down", null));
  }

  private void assertFailing(String... metrics) {
    assertThat(scalers.health().triggers())
        .allMatch(TriggerHealth::failing)
        .extracting(TriggerHealth::metric)
        .containsExactlyInAnyOrder(metrics);
    assertThat(scalers.health().ready()).isEqualTo(metrics.length == 0);
    clock.add(Duration.ofSeconds(2));
    assertThat(registry.get("scaler4j.triggers").tag("state", "failing").gauge().value())
        .isEqualTo(metrics.length);
  }

  private static ScaledObject object(String... triggers) {
    return manifests(OBJECT + String.join("", triggers), "").scaledObject("default", "web");
  }

  @Test
  void reportsTheTriggersThatAreRead() {
    autoscaler("", HITS, QUEUE).poll(ReplicaCounts.of(1));
    assertFailing(HITS, QUEUE);
  }

  @Test
  void forgetsThoseOfAClosedAutoscaler() {
    ScaledObjectAutoscaler autoscaler = autoscaler("", HITS, QUEUE);
    autoscaler.poll(ReplicaCounts.of(1));
    autoscaler.close();
    assertFailing();
  }

  @Test
  void forgetsThoseThatAnUpdateReplaces() {
    ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
    autoscaler.poll(ReplicaCounts.of(1));
    autoscaler.update(autoscaler.object());
    assertThat(scalers.health().triggers())
        .singleElement()
        .matches(TriggerHealth::unread, "not read yet");

    autoscaler.update(object(TRIGGER.formatted("queue", false)));
    autoscaler.poll(ReplicaCounts.of(1));
    assertFailing(QUEUE);
  }

  @Test
  void keepsThoseInForceIfAnUpdateIsRefused() {
    ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
    autoscaler.poll(ReplicaCounts.of(1));
    assertThatThrownBy(() -> autoscaler.update(object(TRIGGER.formatted("queue", false), CRON)))
        .isInstanceOf(InvalidTriggerException.class);
    assertFailing(HITS);

    autoscaler.close();
    ScaledObject object = object(TRIGGER.formatted("queue", false));
    assertThatIllegalStateException().isThrownBy(() -> autoscaler.update(object));
    assertFailing();
  }

  @Test
  void omitsThoseOfAnUpdateThatCloseOvertakes() {
    List<ScaledObjectAutoscaler> open = new ArrayList<>();
    ScaledObjectAutoscaler autoscaler =
        autoscaler(
            OBJECT + TRIGGER.formatted("hits", false) + CRON,
            "",
            cron("s1-cron", () -> open.forEach(ScaledObjectAutoscaler::close)));
    open.add(autoscaler);
    ScaledObject object = autoscaler.object();
    assertThatIllegalStateException().isThrownBy(() -> autoscaler.update(object));
    assertThat(scalers.health().triggers()).isEmpty();
  }

  @Test
  void omitsThoseOfAnObjectThatIsRefused() {
    String object = OBJECT + TRIGGER.formatted("hits", false) + CRON;
    assertThatThrownBy(() -> autoscaler(object, "", AutoscalerOptions.defaults()))
        .isInstanceOf(InvalidTriggerException.class);
    assertThatThrownBy(() -> autoscaler(object, "", cron(HITS, () -> {})))
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("has the same metric name as");
    assertThat(scalers.health().triggers()).isEmpty();
  }

  private static AutoscalerOptions cron(String metric, Runnable onOpen) {
    OtherTriggers reader =
        new OtherTriggers() {
          @Override
          public MetricSpec metricSpec(ScaleTrigger trigger) {
            onOpen.run();
            return new MetricSpec(metric, MetricTarget.of(MetricTargetType.AVERAGE_VALUE, 1));
          }

          @Override
          public TriggerSample read(ScaleTrigger trigger) {
            return TriggerSample.of(0, false);
          }
        };
    return AutoscalerOptions.builder().otherTriggers(reader).build();
  }

  @Test
  void leavesADecisionUnderWayAlone() {
    ScaledObjectAutoscaler autoscaler = autoscaler("", HITS);
    CompletableFuture<MetricAnswer> answer = new CompletableFuture<>();
    source.answers.put(HITS, () -> answer);
    CompletableFuture<DueDecisions> decisions = autoscaler.decideAsync(ReplicaCounts.of(1));
    autoscaler.close();
    answer.complete(MetricAnswer.of(MetricOutcome.sample(5, BEGIN), BEGIN, 0));
    assertThat(decisions.join().scaleTo()).hasValue(3);
    assertFailing();
  }
}
