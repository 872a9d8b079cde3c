package io.github.scaler4j;

import io.github.scaler4j.source.FailureKind;
import java.time.Instant;
import java.util.Optional;

/**
 * How the last read of a trigger ended that needed more than the scaler's own fresh value.
 *
 * @param metric the metric's name as the HorizontalPodAutoscaler knows it; several triggers may
 *     have the same
 * @param mode {@code api} or {@code agent}
 * @param fetchedAt when the upstream gave the last value; empty before the first
 * @param stale whether that value is older than it should be
 * @param failures reads that failed since the last that gave a value
 * @param failure why the last read failed, or got an older value; empty if it gave a fresh one
 * @param problem the same in words, without any secret; empty if there is none
 */
public record TriggerHealth(
    String metric,
    String mode,
    Optional<Instant> fetchedAt,
    boolean stale,
    int failures,
    Optional<FailureKind> failure,
    String problem) {

  /** Returns whether the last read failed. */
  public boolean failing() {
    return failures > 0;
  }

  /** Returns whether nothing is known of the trigger yet. */
  public boolean unread() {
    return fetchedAt.isEmpty() && failures == 0;
  }
}
