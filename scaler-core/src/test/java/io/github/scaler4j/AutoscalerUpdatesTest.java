package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.hpa.ActivationDecision;
import io.github.scaler4j.hpa.ActivationDecision.Reason;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.manifest.TriggerResolver;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates of an object: what they change, and what they leave alone. */
class AutoscalerUpdatesTest extends AutoscalerFixture {

  private static final String SETTING =
      "cooldownPeriod: 60\n  initialCooldownPeriod: 600\n"
          + "  fallback: {failureThreshold: 3, replicas: 5}";

  private final Manifests manifests = manifests(OBJECT + TRIGGER.formatted("hits", false), SETTING);
  private int lookups;
  private final TriggerResolver resolver =
      TriggerResolver.of(
          reference -> {
            lookups++;
            return manifests.find(reference);
          });
  private final ScaledObject object = manifests.scaledObject("default", "web");
  private final ScaledObjectAutoscaler autoscaler = scalers.scaledObject(object, resolver);

  private static ScaledObject changed(String text, String changed) {
    String before = OBJECT + TRIGGER.formatted("hits", false);
    String after = before.replace(text, changed);
    assertThat(after).isNotEqualTo(before);
    return manifests(after, SETTING).scaledObject("default", "web");
  }

  private static ScaledObject createdAt(String time) {
    return changed("2026-10-01T00:00:00Z", time);
  }

  @BeforeEach
  void decideOnce() {
    source.give(HITS, 5);
    autoscaler.decide(ReplicaCounts.of(1));
    lookups = 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata: {name: %s, annotations: {scaler4j/state: '{}'},",
        "metadata: {name: %s, annotations: {kubectl.kubernetes.io/last-applied-configuration: x},",
        "metadata: {name: %s, generation: 2,"
      })
  void changeNothingIfDecisionsDoNotDependOnIt(String metadata) {
    AutoscalerState before = autoscaler.state();
    ScaledObject other = changed("metadata: {name: %s,", metadata);
    assertThat(other).isNotEqualTo(object);

    autoscaler.update(other);

    assertThat(autoscaler.object()).isEqualTo(other);
    assertThat(autoscaler.untilDue()).isEqualTo(Duration.ofSeconds(15));
    assertThat(lookups).isZero();
    assertThat(autoscaler.state()).isEqualTo(before);
    assertThat(scalers.health().triggers()).singleElement().matches(health -> !health.unread());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: hits > name: load",
        "targetValue: \"2\" > targetValue: \"3\"",
        "minReplicaCount: 0 > minReplicaCount: 1",
        "minReplicaCount: 0 > pollingInterval: 20",
        "scaleTargetRef: {name: %s} > scaleTargetRef: {name: %s, kind: StatefulSet}",
        "metadata: {name: %s, > metadata: {name: %s, annotations: {"
            + "autoscaling.keda.sh/paused-scale-in: 'true'},"
      })
  void pollAtOnceIfDecisionsDependOnIt(String change) {
    String[] parts = change.split(" > ", -1);
    autoscaler.update(changed(parts[0], parts[1]));
    assertThat(autoscaler.untilDue()).isZero();
    assertThat(lookups).isPositive();
  }

  @Test
  void resolveAnEqualObjectAgain() {
    autoscaler.update(manifests.scaledObject("default", "web"));
    assertThat(autoscaler.untilDue()).isZero();
    assertThat(lookups).isPositive();
  }

  @Nested
  class OfARecreatedObject {

    @Test
    void beginWithANewState() {
      autoscaler.update(createdAt("2026-11-01T12:05:00Z"));

      assertThat(autoscaler.state())
          .isEqualTo(AutoscalerState.initial(Instant.parse("2026-11-01T12:05:00Z")));
      assertThat(autoscaler.untilDue()).isZero();
      source.give(HITS, 0);
      pass(400);
      ActivationDecision poll = autoscaler.poll(ReplicaCounts.of(3)).activation().orElseThrow();
      assertThat(poll.reason()).isEqualTo(Reason.COOLING_DOWN);
      assertThat(poll.deactivatesAfter()).contains(Instant.parse("2026-11-01T12:15:00Z"));
    }

    @Test
    void beginWithANewStateAfterARestartToo() {
      ScaledObjectAutoscaler restarted = restart(createdAt("2026-11-01T11:59:00Z"));
      assertThat(restarted.state())
          .isEqualTo(AutoscalerState.initial(Instant.parse("2026-11-01T11:59:00Z")));
    }

    @Test
    void keepTheStateOfTheSameObject() {
      assertThat(restart(object).state()).isEqualTo(autoscaler.state());
      assertThat(restart(changed(", creationTimestamp: \"2026-10-01T00:00:00Z\"", "")).state())
          .isEqualTo(autoscaler.state());
    }

    private ScaledObjectAutoscaler restart(ScaledObject next) {
      return scalers.scaledObject(
          next,
          resolver,
          AutoscalerOptions.builder()
              .state(AutoscalerState.fromMap(autoscaler.state().toMap()))
              .build());
    }

    /** The API server's clock may be a little ahead. */
    @Test
    void areNotMistakenForOnesWhoseClockIsAhead() {
      ScaledObject early = createdAt("2026-11-01T12:00:02Z");
      ScaledObjectAutoscaler fresh = scalers.scaledObject(early, resolver);
      fresh.decide(ReplicaCounts.of(1));
      AutoscalerState state = fresh.state();
      assertThat(state.activation().createdAt()).isEqualTo(Instant.parse("2026-11-01T12:00:02Z"));
      assertThat(state.activation().lastActive()).contains(BEGIN);

      fresh.update(early);
      assertThat(fresh.state()).isEqualTo(state);
      assertThat(
              scalers
                  .scaledObject(early, resolver, AutoscalerOptions.builder().state(state).build())
                  .state())
          .isEqualTo(state);
    }
  }
}
