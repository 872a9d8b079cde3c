package io.github.scaler4j;

import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One trigger, ready to be read.
 *
 * <p>Thread-safe. It turns an outcome into a reading: it uses {@code metricUnavailableValue},
 * decides activity and rounds the value as KEDA's {@code pkg/scalers/datadog_scaler.go} does.
 * Obtained from {@link DatadogScalers}.
 */
public final class DatadogScaler implements AutoCloseable {

  private final DatadogTrigger trigger;
  private final MetricSource source;
  private final TimeSource time;
  private final ScalerThreads threads;
  private final ScalerReads reads;
  private volatile @Nullable ScalerReading last;
  private volatile @Nullable DoubleConsumer unreportedMargin;
  private volatile boolean unlisted;
  private volatile boolean closed;

  DatadogScaler(
      DatadogTrigger trigger,
      MetricSource source,
      TimeSource time,
      ScalerThreads threads,
      ReadMeter meter) {
    this.trigger = trigger;
    this.source = source;
    this.time = time;
    this.threads = threads;
    this.reads = new ScalerReads(trigger, meter);
  }

  /** Returns the trigger that is read. */
  public DatadogTrigger trigger() {
    return trigger;
  }

  /** Returns the metric's name and target, as the HorizontalPodAutoscaler gets them. */
  public MetricSpec metricSpec() {
    return trigger.metricSpec();
  }

  /**
   * Reads the metric. Returns at once while the value is fresh; otherwise blocks for at most the
   * trigger's timeout. Other readers that share the request are served even if this thread is
   * interrupted.
   *
   * @return the reading; possibly a stale one while the upstream is failing
   * @throws MetricUnavailableException if the metric has no data and the trigger has no {@code
   *     metricUnavailableValue}
   * @throws io.github.scaler4j.error.MetricSourceException if the upstream is failing and no value
   *     is recent enough. An interrupted thread gets a {@link
   *     io.github.scaler4j.error.TransportException} and stays interrupted
   * @throws io.github.scaler4j.error.InvalidTriggerException if a key or a token does not fit into
   *     a header, or a CA can't be read
   * @throws RuntimeException if the caller's own code, such as an interceptor of its HTTP client,
   *     throws it; an {@link Error} likewise
   * @throws IllegalStateException if this scaler is closed
   */
  public ScalerReading read() {
    ScalerReading reading = last;
    if (reading != null && time.nanoTime() - reading.freshUntilNanos < 0) {
      return reading;
    }
    long started = time.nanoTime();
    Deadline deadline = Deadline.in(trigger.timeout(), time);
    CompletableFuture<MetricAnswer> fetch = fetch(deadline);
    try {
      reading =
          toReading(
              BlockingWait.await(fetch, metricSpec().name(), deadline, trigger.timeout(), time));
    } catch (RuntimeException | Error e) {
      reads.onFailure(e, started);
      throw e;
    }
    reads.onReading(reading, started);
    return reading;
  }

  /**
   * Reads the metric without blocking.
   *
   * <p>Callbacks run on {@link DatadogScalers.Builder#executor}, or at once on the calling thread
   * if the future is complete. They delay no other reader and may start reads.
   *
   * @return a new future, already complete while the value is fresh. It fails with the exception
   *     that {@link #read()} would throw. Cancelling it affects no other reader
   * @throws IllegalStateException if this scaler is closed
   */
  public CompletableFuture<ScalerReading> readAsync() {
    return readAsync(threads.executor());
  }

  /**
   * Reads like {@link #readAsync()}, but callbacks run on the source's thread, so they must neither
   * block nor run the caller's code. All threads of the executor may wait for such reads.
   */
  CompletableFuture<ScalerReading> observeAsync() {
    return readAsync(Runnable::run);
  }

  private CompletableFuture<ScalerReading> readAsync(Executor executor) {
    ScalerReading reading = last;
    if (reading != null && time.nanoTime() - reading.freshUntilNanos < 0) {
      return CompletableFuture.completedFuture(reading);
    }
    long started = time.nanoTime();
    Deadline deadline = Deadline.in(trigger.timeout(), time);
    CallerFuture<ScalerReading> read =
        CallerFuture.of(
            fetch(deadline),
            this::toReading,
            executor,
            (value, fault) -> {
              if (value != null) {
                reads.onReading(value, started);
              } else if (fault != null) {
                reads.onFailure(fault, started);
              }
            });
    threads.watch(read, metricSpec().name(), deadline, trigger.timeout());
    return read;
  }

  /**
   * Returns how the last read ended.
   *
   * @return a snapshot
   */
  public TriggerHealth health() {
    return reads.health();
  }

  /** Removes this scaler from the factory's health. It can still be read. */
  void unlist() {
    unlisted = true;
  }

  boolean isListed() {
    return !closed && !unlisted;
  }

  private CompletableFuture<MetricAnswer> fetch(Deadline deadline) {
    if (closed) {
      throw new IllegalStateException(metricSpec().name() + ": this scaler is closed");
    }
    return source.fetch(trigger, deadline);
  }

  private ScalerReading toReading(MetricAnswer answer) {
    Instant fetchedAt = answer.fetchedAt();
    ScalerReading reading =
        answer.outcome() instanceof MetricOutcome.Sample sample
            ? reading(sample.value(), false, sample.observedAt(), fetchedAt, answer)
            : reading(
                fill((MetricOutcome.NoData) answer.outcome(), fetchedAt),
                true,
                fetchedAt,
                fetchedAt,
                answer);
    keep(reading);
    answer.marginListener().ifPresent(listener -> reportMargin(reading, listener));
    return reading;
  }

  private void reportMargin(ScalerReading reading, DoubleConsumer listener) {
    unreportedMargin = listener;
    // Most idle metrics are 0, and a threshold of 0 does not show how soon they rise.
    if (trigger.activationValue() != 0) {
      listener.accept(Margin.between(reading.value(), trigger.activationValue()));
    }
  }

  /**
   * Reports to the source how near the last value is to where it would change the replicas.
   *
   * @param margin see {@link Margin}; computed once for each value, and only if the source needs it
   */
  void reportMargin(DoubleSupplier margin) {
    DoubleConsumer listener = unreportedMargin;
    if (listener != null) {
      unreportedMargin = null;
      listener.accept(margin.getAsDouble());
    }
  }

  // A closed scaler keeps nothing: whichever of this and close() comes second clears it.
  private void keep(ScalerReading reading) {
    last = reading;
    if (closed) {
      last = null;
    }
  }

  private double fill(MetricOutcome.NoData noData, Instant answeredAt) {
    OptionalDouble fill = trigger.metricUnavailableValue();
    if (fill.isEmpty()) {
      throw new MetricUnavailableException(
          metricSpec().name()
              + ": no data: "
              + noData.reason()
              + "; set metricUnavailableValue to use a value instead",
          answeredAt);
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

  /**
   * Releases the trigger. Resources that scalers share stay open until {@link
   * DatadogScalers#close()}.
   */
  @Override
  public void close() {
    closed = true;
    last = null;
  }
}
