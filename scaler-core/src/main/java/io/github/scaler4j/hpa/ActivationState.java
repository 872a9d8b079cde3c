package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * KEDA's memory of a {@code ScaledObject}'s activity. Immutable plain data.
 *
 * @param createdAt when the {@code ScaledObject} was created
 * @param lastActive when it was last active, in whole seconds, as in the object's status
 */
public record ActivationState(Instant createdAt, Optional<Instant> lastActive) {

  /**
   * Creates a state.
   *
   * @throws NullPointerException if an argument is null
   */
  public ActivationState {
    requireNonNull(createdAt, "createdAt");
    requireNonNull(lastActive, "lastActive");
  }

  /**
   * Creates the state of an object that has never been active.
   *
   * @param createdAt {@code metadata.creationTimestamp}
   * @return a state without a last activity
   */
  public static ActivationState createdAt(Instant createdAt) {
    return new ActivationState(createdAt, Optional.empty());
  }

  /** Returns this state with no time later than a given one. */
  ActivationState notAfter(Instant now) {
    return new ActivationState(
        createdAt.isAfter(now) ? now : createdAt,
        lastActive.map(active -> active.isAfter(now) ? now : active));
  }
}
