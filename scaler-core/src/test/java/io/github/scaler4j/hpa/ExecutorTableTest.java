package io.github.scaler4j.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Compares every combination of the executor's inputs with {@link PlainExecutor}. */
class ExecutorTableTest {

  private static final long NOW = 100_000;
  private static final List<String> ANNOTATIONS =
      List.of(
          "paused", "paused-replicas", "paused-scale-in", "paused-scale-out", "force-activation");

  private int combinations;

  @Test
  void decidesAsKedasExecutorInEveryCombination() {
    for (int min : new int[] {-1, 0, 1, 3, 5}) {
      for (int idle : new int[] {-1, 0, 2}) {
        boolean admitted = idle == -1 || (min != -1 && idle < Math.max(min, 1));
        for (int fallback : new int[] {-1, 0, 4}) {
          for (int annotations = 0;
              admitted && annotations < 1 << ANNOTATIONS.size();
              annotations++) {
            compare(min, idle, fallback, annotations);
          }
        }
      }
    }
    assertThat(combinations).isEqualTo(11 * 3 * 32 * 4 * 8 * 6);
  }

  private void compare(int min, int idle, int fallback, int annotations) {
    ActivationCalculator calculator =
        ActivationCalculator.of(settings(min, idle, fallback, annotations));
    PlainExecutor plain = new PlainExecutor();
    plain.minReplicaCount = min;
    plain.idleReplicaCount = idle;
    plain.fallbackReplicas = fallback;
    plain.initialCooldownPeriod = 60;
    plain.paused = (annotations & 1) != 0;
    plain.pausedReplicas = (annotations & 2) != 0 ? 4 : -1;
    plain.pausedScaleIn = (annotations & 4) != 0;
    plain.pausedScaleOut = (annotations & 8) != 0;
    plain.forced = (annotations & 16) != 0;
    for (Activity activity : activities()) {
      for (int replicas = 0; replicas < 8; replicas++) {
        // Never active, before and after the initial cooldown; within, at and after the cooldown.
        for (long[] times :
            new long[][] {{60, -1}, {61, -1}, {9_000, 0}, {9_000, 300}, {9_000, 301}, {10, 999}}) {
          plain.created = NOW - times[0];
          plain.lastActive = times[1] == -1 ? -1 : NOW - times[1];
          ActivationState state = new ActivationState(at(plain.created), seen(plain));

          ActivationDecision decision = calculator.decide(activity, replicas, state, at(NOW));

          String row =
              activity + " at " + replicas + " under " + settings(min, idle, fallback, annotations);
          assertThat(decision.scaleTo())
              .as(row)
              .isEqualTo(plain.requestScale(activity.active(), activity.failed(), replicas, NOW));
          assertThat(decision.state().lastActive()).as(row).isEqualTo(seen(plain));
          combinations++;
        }
      }
    }
  }

  private static List<Activity> activities() {
    return List.of(
        Activity.of(false, false),
        Activity.of(false, true),
        Activity.of(true, false),
        Activity.of(true, true));
  }

  private static ScaleSettings settings(int min, int idle, int fallback, int annotations) {
    ScaleSettings.Builder settings =
        ScaleSettings.builder().initialCooldownPeriod(Duration.ofSeconds(60));
    if (min != -1) {
      settings.minReplicaCount(min);
    }
    if (idle != -1) {
      settings.idleReplicaCount(idle);
    }
    if (fallback != -1) {
      settings.fallback(Fallback.of(3, fallback));
    }
    Map<String, String> set = new HashMap<>();
    for (int i = 0; i < ANNOTATIONS.size(); i++) {
      if ((annotations & 1 << i) != 0) {
        set.put("autoscaling.keda.sh/" + ANNOTATIONS.get(i), i == 1 ? "4" : "true");
      }
    }
    return settings.annotations(ScaleAnnotations.of(set)).build();
  }

  private static Optional<Instant> seen(PlainExecutor plain) {
    return plain.lastActive == -1 ? Optional.empty() : Optional.of(at(plain.lastActive));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
