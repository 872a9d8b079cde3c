package io.github.scaler4j.source;

import java.time.Duration;
import java.util.Optional;

/**
 * A scaler's read that has ended. Reads of a scaler's own fresh value, and reads that the caller
 * cancelled, cause no event. Immutable.
 */
public final class ReadEvent {

  private final String mode;
  private final String metric;
  private final Duration duration;
  private final Optional<Duration> age;
  private final Optional<FailureKind> failure;

  private ReadEvent(
      String mode,
      String metric,
      Duration duration,
      Optional<Duration> age,
      Optional<FailureKind> failure) {
    this.mode = mode;
    this.metric = metric;
    this.duration = duration;
    this.age = age;
    this.failure = failure;
  }

  /**
   * Creates the event of a read that returned a fresh value.
   *
   * @param mode {@code api} or {@code agent}
   * @param metric the metric's name as the HorizontalPodAutoscaler knows it
   * @param duration how long the caller waited
   * @param age the age of the value
   */
  public static ReadEvent answered(String mode, String metric, Duration duration, Duration age) {
    return new ReadEvent(mode, metric, duration, Optional.of(age), Optional.empty());
  }

  /**
   * Creates the event of a read that failed.
   *
   * @param mode {@code api} or {@code agent}
   * @param metric the metric's name as the HorizontalPodAutoscaler knows it
   * @param duration how long the caller waited
   * @param failure why it failed
   */
  public static ReadEvent failed(
      String mode, String metric, Duration duration, FailureKind failure) {
    return new ReadEvent(mode, metric, duration, Optional.empty(), Optional.of(failure));
  }

  /**
   * Returns the same event for a stale value.
   *
   * @param cause why the value is stale
   */
  public ReadEvent withStaleCause(FailureKind cause) {
    return new ReadEvent(mode, metric, duration, age, Optional.of(cause));
  }

  /** Returns {@code api} or {@code agent}. */
  public String mode() {
    return mode;
  }

  /** Returns the metric's name as the HorizontalPodAutoscaler knows it. */
  public String metric() {
    return metric;
  }

  /** Returns how long the caller waited. */
  public Duration duration() {
    return duration;
  }

  /** Returns the age of the returned value; empty if the read failed. */
  public Optional<Duration> age() {
    return age;
  }

  /** Returns why the read failed, or why its value is stale; empty if it is fresh. */
  public Optional<FailureKind> failure() {
    return failure;
  }

  /** Returns whether the read returned a stale value. */
  public boolean stale() {
    return age.isPresent() && failure.isPresent();
  }
}
