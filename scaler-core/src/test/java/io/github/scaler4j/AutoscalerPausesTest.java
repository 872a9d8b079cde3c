package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.Manifests;
import io.github.scaler4j.manifest.ObjectLookup;
import io.github.scaler4j.manifest.ScaledObject;
import io.github.scaler4j.manifest.TriggerResolver;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pauses of an object whose triggers can't be resolved, or can't be read. */
class AutoscalerPausesTest extends AutoscalerFixture {

  /** Why triggers can't be resolved. */
  private enum Fault {
    NONE,
    SECRET_IS_GONE,
    API_SERVER_IS_DOWN
  }

  private final Manifests manifests = manifests(OBJECT + TRIGGER.formatted("hits", false), "");
  private Fault fault = Fault.NONE;
  private int lookups;
  private final ObjectLookup cluster =
      reference -> {
        lookups++;
        if (fault == Fault.API_SERVER_IS_DOWN) {
          throw new IllegalStateException("no API server");
        }
        return fault == Fault.SECRET_IS_GONE && reference.kind().equals("Secret")
            ? Optional.empty()
            : manifests.find(reference);
      };

  private static ScaledObject object(String head) {
    return manifests(head + TRIGGER.formatted("hits", false), "").scaledObject("default", "web");
  }

  private static ScaledObject paused() {
    return object(annotated("paused: \"true\""));
  }

  private static ScaledObject pausedAtThree() {
    return object(annotated("paused-replicas: \"3\""));
  }

  private ScaledObjectAutoscaler open(ScaledObject object) {
    return scalers.scaledObject(object, TriggerResolver.of(cluster));
  }

  @ParameterizedTest
  @EnumSource
  void areApplied(Fault reason) {
    ScaledObjectAutoscaler autoscaler = open(object(OBJECT));
    fault = reason;
    source.give(HITS, 50);

    autoscaler.update(pausedAtThree());

    assertThat(autoscaler.decide(ReplicaCounts.of(5)).scaleTo()).hasValue(3);
    autoscaler.update(paused());
    assertThat(autoscaler.decide(ReplicaCounts.of(5)).scaleTo()).isEmpty();
    assertThat(source.fetches).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void areAppliedFromTheStart(Fault reason) {
    fault = reason;
    ScaledObjectAutoscaler autoscaler = open(pausedAtThree());
    assertThat(autoscaler.decide(ReplicaCounts.of(5)).scaleTo()).hasValue(3);
    assertThat(autoscaler.poll(ReplicaCounts.of(0)).scaleTo()).hasValue(3);
    assertThat(autoscaler.sync(ReplicaCounts.of(5)).explain()).contains("paused");
    assertThat(lookups).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void continueIfTheirEndCannotBeResolved(Fault reason) {
    ScaledObjectAutoscaler autoscaler = open(object(OBJECT));
    autoscaler.update(pausedAtThree());
    fault = reason;
    assertThatThrownBy(() -> autoscaler.update(object(OBJECT)))
        .isInstanceOf(
            reason == Fault.SECRET_IS_GONE
                ? InvalidTriggerException.class
                : IllegalStateException.class);
    assertThat(autoscaler.object()).isEqualTo(pausedAtThree());
    assertThat(autoscaler.decide(ReplicaCounts.of(5)).scaleTo()).hasValue(3);
  }

  @Test
  void endWithAPollAtOnce() {
    ScaledObjectAutoscaler autoscaler = open(paused());
    autoscaler.decide(ReplicaCounts.of(1));
    source.give(HITS, 9);

    autoscaler.update(object(OBJECT));

    assertThat(autoscaler.untilDue()).isZero();
    assertThat(autoscaler.decide(ReplicaCounts.of(0)).scaleTo()).hasValue(1);
    pass(15);
    assertThat(autoscaler.decide(ReplicaCounts.of(1)).scaleTo()).hasValue(4);
  }

  @Test
  void takeTheirTriggersOutOfTheHealth() {
    ScaledObjectAutoscaler autoscaler = open(object(OBJECT));
    source.fails(HITS, new TransportException("down", null));
    autoscaler.poll(ReplicaCounts.of(1));
    assertThat(scalers.health().ready()).isFalse();

    autoscaler.update(paused());
    assertThat(scalers.health().triggers()).isEmpty();
    assertThat(scalers.health().ready()).isTrue();

    autoscaler.update(object(OBJECT));
    assertThat(scalers.health().triggers()).hasSize(1);
  }
}
