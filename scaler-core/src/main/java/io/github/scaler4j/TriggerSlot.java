package io.github.scaler4j;

import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.Quantity;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One trigger of a {@link ScaledObjectScaler}, with its failures and the last poll's record. */
final class TriggerSlot {

  private static final Logger log = LoggerFactory.getLogger(ScaledObjectScaler.class);

  private final DatadogScaler scaler;
  private final boolean useCachedMetrics;
  private final ScaledObjectOptions options;
  private final TriggerHealth health = new TriggerHealth();
  private volatile @Nullable TriggerReading polled;

  TriggerSlot(ScaledObjectTrigger trigger, ScaledObjectOptions options) {
    this.scaler = trigger.scaler();
    this.useCachedMetrics = trigger.useCachedMetrics();
    this.options = options;
  }

  MetricSpec spec() {
    return scaler.metricSpec();
  }

  int failures() {
    return health.failures();
  }

  CompletableFuture<TriggerReading> poll() {
    return read()
        .thenApply(
            reading -> {
              polled = reading;
              return reading;
            });
  }

  CompletableFuture<TriggerReading> metric() {
    TriggerReading cached = polled;
    return useCachedMetrics && cached != null ? CompletableFuture.completedFuture(cached) : read();
  }

  private CompletableFuture<TriggerReading> read() {
    return scaler
        .readAsync()
        .handle((reading, thrown) -> thrown == null ? succeeded(reading) : failed(thrown));
  }

  private TriggerReading succeeded(ScalerReading reading) {
    health.succeeded(reading);
    return new TriggerReading(spec(), Optional.of(reading), Optional.empty(), Optional.empty());
  }

  private TriggerReading failed(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (!(cause instanceof ScalerException failure)) {
      throw new CompletionException(cause);
    }
    int failures = health.failed(failure);
    return new TriggerReading(spec(), Optional.empty(), Optional.of(failure), fallback(failures));
  }

  private Optional<Quantity> fallback(int failures) {
    try {
      return options
          .fallback()
          .filter(fallback -> fallback.appliesAfter(failures))
          .map(fallback -> fallback.metric(spec().target(), options.replicas()));
    } catch (RuntimeException e) {
      log.warn("{}: no fallback: {}", spec().name(), e.getMessage());
      return Optional.empty();
    }
  }
}
