package io.github.scaler4j.source;

import java.time.Duration;
import java.util.Optional;

/**
 * One read of a scaler, ended. A read that finds its scaler's own value fresh is none, and neither
 * is one that its caller cancelled.
 *
 * @param mode {@code api} or {@code agent}
 * @param metric the metric's name as the HorizontalPodAutoscaler knows it
 * @param duration as the caller waited
 * @param age how old the value is that was handed out; empty if the read failed
 * @param failure why the read failed, or why its value is stale; empty if it is fresh
 */
public record ReadEvent(
    String mode,
    String metric,
    Duration duration,
    Optional<Duration> age,
    Optional<FailureKind> failure) {

  /** Returns whether the read was answered with a value older than it should be. */
  public boolean stale() {
    return age.isPresent() && failure.isPresent();
  }
}
