package io.github.scaler4j.hpa;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How often in a row a metric could not be read. Immutable plain data.
 *
 * <p>An answer or a failure that several readers share counts once: it counts only if it is newer
 * than the last counted one. A stale answer counts neither way. A read that is refused or held back
 * without a request counts as new.
 *
 * @param failures 0 while the metric can be read
 * @param answeredAt the time of the last answer or failure that counted
 */
public record MetricHealth(int failures, Optional<Instant> answeredAt) {

  private static final MetricHealth UNKNOWN = new MetricHealth(0, Optional.empty());

  /**
   * Creates a health.
   *
   * @throws IllegalArgumentException if {@code failures} is negative
   * @throws NullPointerException if {@code answeredAt} is null
   */
  public MetricHealth {
    requireNonNull(answeredAt, "answeredAt");
    SettingRules.atLeast(0, failures, "failures");
  }

  /** Returns the health of a metric that has not been read yet. */
  static MetricHealth unknown() {
    return UNKNOWN;
  }

  /** Returns this health without a time later than a given one, so that the next answer counts. */
  MetricHealth notAfter(Instant now) {
    return answeredAt.filter(answer -> answer.isAfter(now)).isPresent()
        ? new MetricHealth(failures, Optional.empty())
        : this;
  }

  MetricHealth after(TriggerObservation observation) {
    boolean news = answeredAt.isEmpty() || observation.answeredAt().isAfter(answeredAt.get());
    if (!news) {
      return this;
    }
    return new MetricHealth(
        observation.failure().isPresent() ? failures + 1 : 0,
        Optional.of(observation.answeredAt()));
  }
}
