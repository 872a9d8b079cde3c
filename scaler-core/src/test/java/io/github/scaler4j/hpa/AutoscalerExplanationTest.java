package io.github.scaler4j.hpa;

import static io.github.scaler4j.hpa.AutoscalerRun.failure;
import static io.github.scaler4j.hpa.AutoscalerRun.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.formula.Formula;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AutoscalerExplanationTest {

  @Test
  void explainsWhatHoldsTheReplicas() {
    AutoscalerRun run = new AutoscalerRun(ScaleSettings.defaults(), 3);

    assertThat(run.sync(15, value(0.5)).explain())
        .isEqualTo(
            "sync: 3 replicas stay; s0-m 500m of 2 per pod (ratio 0.083, outside the tolerance of"
                + " 0.1) asks for 1, and for more at 2001m or more; held at 3 by the recommendation"
                + " of 3 at 2026-11-01T12:00:15Z, until 2026-11-01T12:05:15Z");
  }

  @Test
  void explainsThePolicyAndTheBounds() {
    AutoscalerRun run =
        new AutoscalerRun(
            ScaleSettings.of(0, 50).toBuilder().behavior(HpaBehavior.defaults()).build(), 1);

    assertThat(run.sync(0, value(500)).explain())
        .isEqualTo(
            "sync: 1 -> 5 replicas; s0-m 500 of 2 per pod (ratio 250.000, outside the tolerance of"
                + " 0.1) asks for 250, and for fewer at 98 or less; ScaleUpLimit 5 by the policy of"
                + " 4 pods in 15 s");
  }

  @Test
  void explainsWhatActivatesAWorkload() {
    ScaleSettings forced =
        ScaleSettings.builder()
            .annotations(ScaleAnnotations.of(Map.of(ScaleAnnotations.FORCE_ACTIVATION, "true")))
            .build();
    ScaleSettings modified =
        ScaleSettings.builder()
            .scalingModifiers(ScalingModifiers.of(Formula.parse("a", Set.of("a")), "2"))
            .build();

    assertThat(
            new AutoscalerRun(ScaleSettings.defaults(), 0).poll(0, value(1).named("a")).explain())
        .isEqualTo("poll: 0 -> 1 replicas; the workload is activated by a");
    assertThat(new AutoscalerRun(ScaleSettings.defaults(), 0).poll(0, value(1)).explain())
        .isEqualTo("poll: 0 -> 1 replicas; the workload is activated by s0-m");
    assertThat(new AutoscalerRun(forced, 0).poll(0, value(0)).explain())
        .isEqualTo(
            "poll: 0 -> 1 replicas; the workload is activated by"
                + " autoscaling.keda.sh/force-activation");
    assertThat(new AutoscalerRun(modified, 0).poll(0, value(1).named("a")).explain())
        .isEqualTo("poll: 0 -> 1 replicas; the workload is activated by composite-metric");
  }

  @Test
  void explainsTheCooldownAndTheFailure() {
    AutoscalerRun run = new AutoscalerRun(ScaleSettings.of(0, 5), 2);
    run.poll(0, value(1));

    assertThat(run.poll(30, value(0, 30)).explain())
        .isEqualTo(
            "poll: 2 replicas stay; the workload is cooling down, and is deactivated after"
                + " 2026-11-01T12:05:00Z");
    assertThat(run.poll(60, failure(60)).explain())
        .isEqualTo(
            "poll: 2 replicas stay; the workload is left alone, because a trigger failed; s0-m"
                + " failed: status 503");
  }
}
