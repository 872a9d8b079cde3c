package io.github.scaler4j.source;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.MetricSourceException;
import java.time.Duration;
import java.util.Optional;

/**
 * An outcome with its age, as a source hands it to one reader.
 *
 * @param outcome what the upstream said last
 * @param age how long ago it said so; a direct fetch gives zero
 * @param freshUntilNanos until when, on {@link TimeSource#nanoTime()}, a reader may use the outcome
 *     without asking again
 * @param staleCause why the outcome is older than it should be, or empty if it is fresh
 */
public record MetricAnswer(
    MetricOutcome outcome,
    Duration age,
    long freshUntilNanos,
    Optional<MetricSourceException> staleCause) {

  /**
   * Makes an answer.
   *
   * @throws NullPointerException if an argument is null
   */
  public MetricAnswer {
    requireNonNull(outcome, "outcome");
    requireNonNull(age, "age");
    requireNonNull(staleCause, "staleCause");
  }
}
