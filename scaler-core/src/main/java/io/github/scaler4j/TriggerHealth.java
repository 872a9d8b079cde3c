package io.github.scaler4j;

import io.github.scaler4j.source.FailureKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a trigger's last read. Reads of a scaler's own fresh value do not count.
 * Immutable; equal if all values are equal.
 */
public final class TriggerHealth {

  private final String metric;
  private final String mode;
  private final Optional<Instant> fetchedAt;
  private final boolean stale;
  private final int failures;
  private final Optional<FailureKind> failure;
  private final String problem;

  TriggerHealth(
      String metric,
      String mode,
      Optional<Instant> fetchedAt,
      boolean stale,
      int failures,
      Optional<FailureKind> failure,
      String problem) {
    this.metric = metric;
    this.mode = mode;
    this.fetchedAt = fetchedAt;
    this.stale = stale;
    this.failures = failures;
    this.failure = failure;
    this.problem = problem;
  }

  /**
   * Returns the metric's name as the HorizontalPodAutoscaler knows it; several triggers may have
   * the same.
   */
  public String metric() {
    return metric;
  }

  /** Returns {@code api} or {@code agent}. */
  public String mode() {
    return mode;
  }

  /** Returns when the upstream answered with the last value; empty before the first. */
  public Optional<Instant> fetchedAt() {
    return fetchedAt;
  }

  /** Returns whether the last value was stale. */
  public boolean stale() {
    return stale;
  }

  /** Returns how many reads have failed since the last one with a value. */
  public int failures() {
    return failures;
  }

  /** Returns why the last read failed or returned an older value; empty if the value was fresh. */
  public Optional<FailureKind> failure() {
    return failure;
  }

  /** Returns the failure in words, without any secret; empty if there is none. */
  public String problem() {
    return problem;
  }

  /** Returns whether the last read failed. */
  public boolean failing() {
    return failures > 0;
  }

  /** Returns whether the trigger has not been read yet. */
  public boolean unread() {
    return fetchedAt.isEmpty() && failures == 0;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof TriggerHealth other && values().equals(other.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<Object> values() {
    return List.of(metric, mode, fetchedAt, stale, failures, failure, problem);
  }

  @Override
  public String toString() {
    return ("TriggerHealth[metric=%s, mode=%s, fetchedAt=%s, stale=%s, failures=%s, failure=%s,"
            + " problem=%s]")
        .formatted(values().toArray());
  }
}
