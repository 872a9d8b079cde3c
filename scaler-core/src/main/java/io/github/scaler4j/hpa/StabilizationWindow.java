package io.github.scaler4j.hpa;

import io.github.scaler4j.hpa.HpaMemory.Recommendation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' stabilization: recent recommendations hold a new one back ({@code
 * stabilizeRecommendation} and {@code stabilizeRecommendationWithBehaviors} in {@code
 * horizontal.go}).
 */
final class StabilizationWindow {

  /** The controller's {@code --horizontal-pod-autoscaler-downscale-stabilization} by default. */
  static final Duration DOWN_WITHOUT_BEHAVIOR = Duration.ofMinutes(5);

  private StabilizationWindow() {}

  /**
   * A recommendation after stabilization.
   *
   * @param replicas the number to aim at
   * @param holder the recommendation that held it back, if one did
   * @param heldUntil when that recommendation leaves the window
   * @param recommendations the list with the new recommendation in it
   */
  record Result(
      int replicas,
      Optional<Recommendation> holder,
      Optional<Instant> heldUntil,
      List<Recommendation> recommendations) {}

  static Result withoutBehavior(List<Recommendation> recommendations, int desired, Instant now) {
    Instant cutoff = now.minus(DOWN_WITHOUT_BEHAVIOR);
    Recommendation highest = new Recommendation(desired, now);
    int outdated = -1;
    for (int i = 0; i < recommendations.size(); i++) {
      Recommendation past = recommendations.get(i);
      if (past.at().isBefore(cutoff)) {
        outdated = i;
      } else if (past.replicas() > highest.replicas()) {
        highest = past;
      }
    }
    return result(
        highest.replicas(),
        highest.replicas() == desired ? null : highest,
        DOWN_WITHOUT_BEHAVIOR,
        HpaMemory.replaced(recommendations, outdated, new Recommendation(desired, now)));
  }

  static Result withBehavior(
      HpaBehavior behavior,
      List<Recommendation> recommendations,
      int current,
      int desired,
      Instant now) {
    Instant upCutoff = now.minus(behavior.scaleUp().stabilizationWindow());
    Instant downCutoff = now.minus(behavior.scaleDown().stabilizationWindow());
    Recommendation latest = new Recommendation(desired, now);
    Recommendation lowest = latest;
    Recommendation highest = latest;
    int outdated = -1;
    for (int i = 0; i < recommendations.size(); i++) {
      Recommendation past = recommendations.get(i);
      if (past.at().isAfter(upCutoff) && past.replicas() < lowest.replicas()) {
        lowest = past;
      }
      if (past.at().isAfter(downCutoff) && past.replicas() > highest.replicas()) {
        highest = past;
      }
      if (past.at().isBefore(upCutoff) && past.at().isBefore(downCutoff)) {
        outdated = i;
      }
    }
    int replicas = Math.min(Math.max(current, lowest.replicas()), highest.replicas());
    boolean up = desired > replicas;
    Recommendation holder = up ? lowest : highest;
    return result(
        replicas,
        replicas == desired ? null : holder,
        (up ? behavior.scaleUp() : behavior.scaleDown()).stabilizationWindow(),
        HpaMemory.replaced(recommendations, outdated, latest));
  }

  private static Result result(
      int replicas,
      @Nullable Recommendation holder,
      Duration window,
      List<Recommendation> recommendations) {
    return new Result(
        replicas,
        Optional.ofNullable(holder),
        Optional.ofNullable(holder).map(past -> past.at().plus(window)),
        recommendations);
  }
}
