package io.github.scaler4j.source;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.MetricSourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An outcome with its age: a source's answer to one reader. Immutable. Answers with equal contents
 * are equal.
 */
public final class MetricAnswer {

  private final MetricOutcome outcome;
  private final Instant fetchedAt;
  private final long freshUntilNanos;
  private final Duration age;
  private final Optional<MetricSourceException> staleCause;
  private final Optional<DoubleConsumer> marginListener;

  private MetricAnswer(
      MetricOutcome outcome,
      Instant fetchedAt,
      long freshUntilNanos,
      Duration age,
      Optional<MetricSourceException> staleCause,
      Optional<DoubleConsumer> marginListener) {
    this.outcome = outcome;
    this.fetchedAt = fetchedAt;
    this.freshUntilNanos = freshUntilNanos;
    this.age = age;
    this.staleCause = staleCause;
    this.marginListener = marginListener;
  }

  /**
   * Creates an answer that has just arrived.
   *
   * @param outcome what the upstream answered
   * @param fetchedAt when it answered
   * @param freshUntilNanos until when, on {@link TimeSource#nanoTime()}, a reader may use the
   *     outcome without another request
   * @return a new answer of age zero, not stale
   * @throws NullPointerException if an argument is null
   */
  public static MetricAnswer of(MetricOutcome outcome, Instant fetchedAt, long freshUntilNanos) {
    return new MetricAnswer(
        requireNonNull(outcome, "outcome"),
        requireNonNull(fetchedAt, "fetchedAt"),
        freshUntilNanos,
        Duration.ZERO,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Returns the same answer with another age.
   *
   * @param age how long ago the upstream answered
   * @return a new answer
   * @throws NullPointerException if {@code age} is null
   */
  public MetricAnswer withAge(Duration age) {
    return new MetricAnswer(
        outcome,
        fetchedAt,
        freshUntilNanos,
        requireNonNull(age, "age"),
        staleCause,
        marginListener);
  }

  /**
   * Returns the same answer, marked as stale.
   *
   * @param staleCause why the value could not be refreshed
   * @return a new answer
   * @throws NullPointerException if {@code staleCause} is null
   */
  public MetricAnswer withStaleCause(MetricSourceException staleCause) {
    return new MetricAnswer(
        outcome,
        fetchedAt,
        freshUntilNanos,
        age,
        Optional.of(requireNonNull(staleCause, "staleCause")),
        marginListener);
  }

  /**
   * Returns the same answer, with a listener that its reader tells how near the value is to a
   * boundary.
   *
   * @param listener as {@link #marginListener} describes it
   * @return a new answer, equal to this one
   * @throws NullPointerException if {@code listener} is null
   */
  public MetricAnswer withMarginListener(DoubleConsumer listener) {
    return new MetricAnswer(
        outcome,
        fetchedAt,
        freshUntilNanos,
        age,
        staleCause,
        Optional.of(requireNonNull(listener, "listener")));
  }

  /**
   * Returns the upstream's last answer.
   *
   * @return a sample, or no data
   */
  public MetricOutcome outcome() {
    return outcome;
  }

  /**
   * Returns when the upstream answered.
   *
   * @return the same moment for every reader of this outcome
   */
  public Instant fetchedAt() {
    return fetchedAt;
  }

  /**
   * Returns how long ago the upstream answered, measured by {@link TimeSource#nanoTime()}.
   *
   * @return zero for a direct fetch
   */
  public Duration age() {
    return age;
  }

  /**
   * Returns until when a reader may use the outcome without another request.
   *
   * @return a moment on {@link TimeSource#nanoTime()}
   */
  public long freshUntilNanos() {
    return freshUntilNanos;
  }

  /**
   * Returns why a stale outcome could not be refreshed.
   *
   * @return empty if it is fresh
   */
  public Optional<MetricSourceException> staleCause() {
    return staleCause;
  }

  /**
   * Returns the listener for the value's margin: how far it is from the nearest boundary at which
   * it would change something, divided by the larger of value and boundary. 0 means at the
   * boundary; infinity means that there is no boundary. It is a hint: a source may refresh a value
   * with a small margin sooner if that costs nothing.
   *
   * @return thread-safe, and never blocks; empty if the source has no use for it
   */
  public Optional<DoubleConsumer> marginListener() {
    return marginListener;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof MetricAnswer other
        && outcome.equals(other.outcome)
        && fetchedAt.equals(other.fetchedAt)
        && freshUntilNanos == other.freshUntilNanos
        && age.equals(other.age)
        && staleCause.equals(other.staleCause);
  }

  @Override
  public int hashCode() {
    return Objects.hash(outcome, fetchedAt, freshUntilNanos, age, staleCause);
  }

  @Override
  public String toString() {
    return "MetricAnswer["
        + outcome
        + ", fetchedAt="
        + fetchedAt
        + ", age="
        + age
        + staleCause.map(cause -> ", stale: " + cause.getMessage()).orElse("")
        + "]";
  }
}
