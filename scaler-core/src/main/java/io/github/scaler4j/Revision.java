package io.github.scaler4j;

import io.github.scaler4j.hpa.ActivationState;
import io.github.scaler4j.hpa.AutoscalerPlan;
import io.github.scaler4j.hpa.AutoscalerState;
import io.github.scaler4j.manifest.ScaledObject;
import java.time.Instant;
import java.util.function.Function;

/**
 * A {@code ScaledObject} as it was given at some time, with its plan and its triggers.
 *
 * @param triggers none while the object is paused
 */
record Revision(ScaledObject object, AutoscalerPlan plan, ObjectTriggers triggers) {

  /**
   * Opens an object's triggers, unless it is paused: as in KEDA ({@code reconcileScaledObject} in
   * {@code scaledobject_controller.go}), a pause depends on nothing that a trigger refers to.
   *
   * @param open may block
   * @throws RuntimeException if {@code open} throws it
   */
  static Revision open(ScaledObject object, Function<ScaledObject, ObjectTriggers> open) {
    return new Revision(
        object,
        AutoscalerPlan.of(object.settings()),
        isPaused(object) ? ObjectTriggers.NONE : open.apply(object));
  }

  boolean paused() {
    return isPaused(object);
  }

  private static boolean isPaused(ScaledObject object) {
    return object.settings().annotations().paused();
  }

  /** Returns whether a changed object is alike in everything that decisions depend on. */
  boolean decidesLike(ScaledObject changed) {
    return changed.triggers().equals(object.triggers())
        && changed.settings().equals(object.settings())
        && changed.scaleTargetRef().equals(object.scaleTargetRef())
        && changed.pollingInterval().equals(object.pollingInterval());
  }

  /** Returns this revision with a changed object that {@linkplain #decidesLike decides alike}. */
  Revision withObject(ScaledObject changed) {
    return new Revision(changed, plan, triggers);
  }

  /** Returns whether a state is that of an earlier object of this name, which was deleted. */
  boolean isRecreatedSince(AutoscalerState past) {
    return object
        .creationTime()
        .filter(created -> created.isAfter(past.activation().createdAt()))
        .isPresent();
  }

  /** Returns the state to continue with. A recreated object begins anew. */
  AutoscalerState resume(AutoscalerState past) {
    return isRecreatedSince(past)
        ? AutoscalerState.initial(object.creationTime().orElseThrow())
        : date(past);
  }

  /**
   * Returns a state with the object's own time of creation, if it has one. As in KEDA, that time
   * stays as it is even if it is ahead of the clock.
   */
  AutoscalerState date(AutoscalerState state) {
    Instant known = state.activation().createdAt();
    Instant created = object.creationTime().orElse(known);
    return created.equals(known)
        ? state
        : new AutoscalerState(
            new ActivationState(created, state.activation().lastActive()),
            state.health(),
            state.hpa());
  }
}
