package io.github.scaler4j.source;

import java.time.Duration;
import java.util.Optional;

/**
 * The end of a read of a scaler. Reads of a scaler's own fresh value and reads that the caller
 * cancelled cause no event.
 *
 * @param mode {@code api} or {@code agent}
 * @param metric the metric's name as the HorizontalPodAutoscaler knows it
 * @param duration how long the caller waited
 * @param age the age of the returned value; empty if the read failed
 * @param failure why the read failed, or why its value is stale; empty if it is fresh
 */
public record ReadEvent(
    String mode,
    String metric,
    Duration duration,
    Optional<Duration> age,
    Optional<FailureKind> failure) {

  /** Returns whether the read returned a value older than it should be. */
  public boolean stale() {
    return age.isPresent() && failure.isPresent();
  }
}
