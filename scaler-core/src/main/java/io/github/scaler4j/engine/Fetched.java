package io.github.scaler4j.engine;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value from the upstream, with its time.
 *
 * @param <V> the value
 * @param value the upstream's value
 * @param fetchedAt when it arrived
 * @param fetchedAtNanos the same moment on the time source's {@code nanoTime}
 * @param freshUntilNanos until when the value may be used without another request
 * @param staleCause why it is older than it should be, or empty if it is fresh
 */
public record Fetched<V>(
    V value,
    Instant fetchedAt,
    long fetchedAtNanos,
    long freshUntilNanos,
    Optional<MetricSourceException> staleCause) {

  /** Creates a value that arrives now. */
  static <V> Fetched<V> now(V value, Duration freshFor, TimeSource time) {
    return new Fetched<>(
        value,
        time.now(),
        time.nanoTime(),
        Deadline.in(freshFor, time).atNanos(),
        Optional.empty());
  }

  Fetched<V> stale(MetricSourceException cause) {
    return new Fetched<>(value, fetchedAt, fetchedAtNanos, freshUntilNanos, Optional.of(cause));
  }

  /**
   * Returns the same value with a shorter freshness, for one reader.
   *
   * @param age the age from which the reader looks for a newer value
   * @return for that reader alone
   */
  public Fetched<V> lookAgainFrom(Duration age) {
    long sooner = Math.min(age.toNanos(), freshUntilNanos - fetchedAtNanos);
    return new Fetched<>(value, fetchedAt, fetchedAtNanos, fetchedAtNanos + sooner, staleCause);
  }

  boolean isFresh(long nowNanos) {
    return nowNanos - freshUntilNanos < 0;
  }

  Duration age(long nowNanos) {
    return Duration.ofNanos(Math.max(0, nowNanos - fetchedAtNanos));
  }

  /**
   * Creates one reader's answer.
   *
   * @param outcome turns the value into an outcome
   * @param time measures the value's age
   * @return a new answer
   */
  public MetricAnswer toAnswer(Function<V, MetricOutcome> outcome, TimeSource time) {
    MetricAnswer answer =
        MetricAnswer.of(outcome.apply(value), fetchedAt, freshUntilNanos)
            .withAge(age(time.nanoTime()));
    return staleCause.map(answer::withStaleCause).orElse(answer);
  }
}
