package io.github.scaler4j;

import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.ReaderThread;
import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One trigger, ready to be read.
 *
 * <p>Thread-safe. Here, and only here, a fill stands in for no data, activity is decided, and the
 * value becomes a reading; the rules are those of KEDA's {@code pkg/scalers/datadog_scaler.go}.
 * Obtained from {@link DatadogScalers}.
 */
public final class DatadogScaler implements AutoCloseable {

  private final DatadogTrigger trigger;
  private final MetricSource source;
  private final TimeSource time;
  private final Object closing = new Object();
  private volatile @Nullable ScalerReading last;
  private volatile boolean closed;

  DatadogScaler(DatadogTrigger trigger, MetricSource source, TimeSource time) {
    this.trigger = trigger;
    this.source = source;
    this.time = time;
  }

  /**
   * Returns the trigger that is read.
   *
   * @return never null
   */
  public DatadogTrigger trigger() {
    return trigger;
  }

  /**
   * Returns what the HorizontalPodAutoscaler gets: the metric's name and target.
   *
   * @return never null
   */
  public MetricSpec metricSpec() {
    return trigger.metricSpec();
  }

  /**
   * Reads the metric. Costs nothing while the value is fresh, and blocks for the trigger's timeout
   * at most otherwise. A request of its own may run on the calling thread; who joins it is served
   * even if this thread is interrupted.
   *
   * @return the reading; stale within bounds if the upstream is unwell
   * @throws MetricUnavailableException if there is no data and the trigger has no fill
   * @throws io.github.scaler4j.error.MetricSourceException if the upstream is unwell and no value
   *     is young enough; a thread that is interrupted gets a {@link TransportException} and stays
   *     interrupted
   * @throws IllegalStateException if this scaler is closed
   */
  public ScalerReading read() {
    ScalerReading reading = last;
    if (reading != null && time.nanoTime() - reading.freshUntilNanos < 0) {
      return reading;
    }
    try {
      return ReaderThread.await(trigger.timeout(), this::fetch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(metricSpec().name() + ": interrupted while reading", e);
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  private RuntimeException thrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known
        ? known
        : new IllegalStateException(metricSpec().name() + ": read failed", cause);
  }

  /**
   * Reads the metric without blocking.
   *
   * @return a future of the caller's own, completed at once while the value is fresh; it fails with
   *     the very object that {@link #read()} would throw, and to cancel it harms no other reader
   * @throws IllegalStateException if this scaler is closed
   */
  public CompletableFuture<ScalerReading> readAsync() {
    ScalerReading reading = last;
    if (reading != null && time.nanoTime() - reading.freshUntilNanos < 0) {
      return CompletableFuture.completedFuture(reading);
    }
    return fetch();
  }

  private CompletableFuture<ScalerReading> fetch() {
    if (closed) {
      throw new IllegalStateException(metricSpec().name() + ": this scaler is closed");
    }
    return CallerFuture.of(source.fetch(trigger), this::toReading);
  }

  private ScalerReading toReading(MetricAnswer answer) {
    Instant fetchedAt = time.now().minus(answer.age());
    ScalerReading reading =
        answer.outcome() instanceof MetricOutcome.Sample sample
            ? reading(sample.value(), false, sample.observedAt(), fetchedAt, answer)
            : reading(
                fill((MetricOutcome.NoData) answer.outcome()), true, fetchedAt, fetchedAt, answer);
    keep(reading);
    return reading;
  }

  // Under a lock, so that a read in flight leaves nothing behind in a scaler that is closed.
  private void keep(ScalerReading reading) {
    synchronized (closing) {
      if (!closed) {
        last = reading;
      }
    }
  }

  private double fill(MetricOutcome.NoData noData) {
    OptionalDouble fill = trigger.metricUnavailableValue();
    if (fill.isEmpty()) {
      throw new MetricUnavailableException(
          metricSpec().name()
              + ": no data: "
              + noData.reason()
              + "; set metricUnavailableValue to use a value instead");
    }
    return fill.getAsDouble();
  }

  // KEDA compares the raw double, not the rounded quantity: 0.0004 is active with a metric of 0.
  private ScalerReading reading(
      double value, boolean filled, Instant observedAt, Instant fetchedAt, MetricAnswer answer) {
    return new ScalerReading(
        value,
        value > trigger.activationValue(),
        filled,
        observedAt,
        fetchedAt,
        answer.age(),
        answer.staleCause(),
        answer.freshUntilNanos());
  }

  /** Forgets the trigger. What scalers share stays open until {@link DatadogScalers#close()}. */
  @Override
  public void close() {
    synchronized (closing) {
      closed = true;
      last = null;
    }
  }
}
