package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What one poll of a {@code ScaledObject} found.
 *
 * @param replicas the workload's {@code spec.replicas}
 * @param active whether any trigger is active or in fallback
 * @param failed whether any trigger could not be read, in fallback or not
 * @param now the time of the poll
 * @param createdAt when the {@code ScaledObject} was made
 * @param lastActive when it was last found active; the caller keeps it, see {@link
 *     ActivationDecision#refreshLastActive()}
 */
public record ActivationState(
    int replicas,
    boolean active,
    boolean failed,
    Instant now,
    Instant createdAt,
    Optional<Instant> lastActive) {

  /**
   * Makes a state.
   *
   * @throws IllegalArgumentException if {@code replicas} is negative
   * @throws NullPointerException if an argument is null
   */
  public ActivationState {
    requireNonNull(now, "now");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(lastActive, "lastActive");
    if (replicas < 0) {
      throw new IllegalArgumentException("replicas: " + replicas + " must be 0 or more");
    }
  }
}
