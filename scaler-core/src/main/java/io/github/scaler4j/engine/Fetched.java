package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import java.util.Optional;

/**
 * A value as the upstream gave it, and when.
 *
 * @param <V> the value
 * @param value what the upstream gave
 * @param fetchedAtNanos when it came, on the time source's {@code nanoTime}; who joins a request
 *     under way gets a value that was asked for earlier, by a round trip at most
 * @param freshUntilNanos until when it is used without asking again
 * @param staleCause why it is older than it should be, or empty if it is fresh
 */
public record Fetched<V>(
    V value,
    long fetchedAtNanos,
    long freshUntilNanos,
    Optional<MetricSourceException> staleCause) {

  Fetched<V> stale(MetricSourceException cause) {
    return new Fetched<>(value, fetchedAtNanos, freshUntilNanos, Optional.of(cause));
  }
}
