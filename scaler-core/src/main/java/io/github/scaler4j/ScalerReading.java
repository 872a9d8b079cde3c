package io.github.scaler4j;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.hpa.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The result of one read of a scaler: the metric's value, and whether the workload should be
 * active.
 *
 * <p>Immutable. While a value is fresh, every read returns the same object.
 */
public final class ScalerReading {

  private final double value;
  private final boolean active;
  private final boolean filled;
  private final Instant observedAt;
  private final Instant fetchedAt;
  private final Duration age;
  private final Optional<MetricSourceException> staleCause;
  final long freshUntilNanos;

  ScalerReading(
      double value,
      boolean active,
      boolean filled,
      Instant observedAt,
      Instant fetchedAt,
      Duration age,
      Optional<MetricSourceException> staleCause,
      long freshUntilNanos) {
    this.value = value;
    this.active = active;
    this.filled = filled;
    this.observedAt = observedAt;
    this.fetchedAt = fetchedAt;
    this.age = age;
    this.staleCause = staleCause;
    this.freshUntilNanos = freshUntilNanos;
  }

  /**
   * Returns the metric's raw value, or the trigger's {@code metricUnavailableValue} if there was no
   * data.
   *
   * @return a finite number
   */
  public double value() {
    return value;
  }

  /**
   * Returns the value as KEDA reports it to the HorizontalPodAutoscaler: rounded to thousandths,
   * with 0 for a negative value ({@code pkg/scalers/scaler.go}).
   */
  public Quantity quantity() {
    return Quantity.ofMetric(value);
  }

  /**
   * Returns {@link #quantity()} in thousandths.
   *
   * @return 0 or more; {@link Long#MAX_VALUE} for larger values
   */
  public long milliValue() {
    return quantity().milliValue();
  }

  /**
   * Returns whether the workload should be active: whether the raw value exceeds the activation
   * value.
   *
   * @return the activity as KEDA's {@code GetMetricsAndActivity} returns it
   */
  public boolean active() {
    return active;
  }

  /**
   * Returns whether the value is the trigger's {@code metricUnavailableValue}, because there was no
   * data.
   *
   * @return false for a real value
   */
  public boolean filled() {
    return filled;
  }

  /**
   * Returns the time of the data point. For a filled reading, this is when the upstream answered
   * without data.
   */
  public Instant observedAt() {
    return observedAt;
  }

  /**
   * Returns when the upstream answered with this value.
   *
   * @return no earlier than {@link #observedAt()} if the clocks agree
   */
  public Instant fetchedAt() {
    return fetchedAt;
  }

  /**
   * Returns how old the upstream's answer was when this reading was created.
   *
   * @return zero if the value was fetched for this reading
   */
  public Duration age() {
    return age;
  }

  /**
   * Returns whether the value is stale: it should have been refreshed, but the upstream is failing
   * or the rate limit leaves no room.
   *
   * @return true if there is a {@link #staleCause()}
   */
  public boolean stale() {
    return staleCause.isPresent();
  }

  /**
   * Returns why a stale value could not be refreshed.
   *
   * @return empty for a fresh value
   */
  public Optional<MetricSourceException> staleCause() {
    return staleCause;
  }

  @Override
  public String toString() {
    return "ScalerReading[value="
        + value
        + (active ? ", active" : ", inactive")
        + (filled ? ", filled" : "")
        + ", observedAt="
        + observedAt
        + staleCause.map(cause -> ", stale, age " + age + ": " + cause.getMessage()).orElse("")
        + "]";
  }
}
