package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value as the upstream gave it, and when.
 *
 * @param <V> the value
 * @param value what the upstream gave
 * @param fetchedAt when it came
 * @param fetchedAtNanos the same moment on the time source's {@code nanoTime}
 * @param freshUntilNanos until when it is used without asking again
 * @param staleCause why it is older than it should be, or empty if it is fresh
 */
public record Fetched<V>(
    V value,
    Instant fetchedAt,
    long fetchedAtNanos,
    long freshUntilNanos,
    Optional<MetricSourceException> staleCause) {

  Fetched<V> stale(MetricSourceException cause) {
    return new Fetched<>(value, fetchedAt, fetchedAtNanos, freshUntilNanos, Optional.of(cause));
  }

  boolean isFresh(long nowNanos) {
    return nowNanos - freshUntilNanos < 0;
  }

  Duration age(long nowNanos) {
    return Duration.ofNanos(Math.max(0, nowNanos - fetchedAtNanos));
  }

  /**
   * Creates one reader's answer of it.
   *
   * @param outcome makes the outcome of the value
   * @param time tells how old the value is
   * @return a new answer
   */
  public MetricAnswer toAnswer(Function<V, MetricOutcome> outcome, TimeSource time) {
    MetricAnswer answer =
        MetricAnswer.of(outcome.apply(value), fetchedAt, freshUntilNanos)
            .withAge(age(time.nanoTime()));
    return staleCause.map(answer::withStaleCause).orElse(answer);
  }
}
