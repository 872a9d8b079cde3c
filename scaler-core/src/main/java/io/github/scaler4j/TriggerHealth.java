package io.github.scaler4j;

import io.github.scaler4j.source.FailureKind;
import java.time.Instant;
import java.util.Optional;

/**
 * The outcome of a trigger's last read. Reads that found the scaler's own value fresh do not count.
 *
 * @param metric the metric's name as the HorizontalPodAutoscaler knows it; several triggers may
 *     have the same
 * @param mode {@code api} or {@code agent}
 * @param fetchedAt when the upstream gave the last value; empty before the first
 * @param stale whether that value is older than it should be
 * @param failures reads that failed since the last one with a value
 * @param failure why the last read failed or returned an older value; empty if the value was fresh
 * @param problem the failure in words, without any secret; empty if there is none
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

  /** Returns whether the trigger has not been read yet. */
  public boolean unread() {
    return fetchedAt.isEmpty() && failures == 0;
  }
}
