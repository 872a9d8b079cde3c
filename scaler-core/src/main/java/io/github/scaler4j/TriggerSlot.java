package io.github.scaler4j;

import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.hpa.Fallback;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.Quantity;
import io.github.scaler4j.hpa.ReplicaCounts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One trigger of a {@link ScaledObjectScaler}, with its failures and the last poll's record. */
final class TriggerSlot {

  private static final Logger log = LoggerFactory.getLogger(ScaledObjectScaler.class);

  private final DatadogScaler scaler;
  private final boolean useCachedMetrics;
  private final Optional<Fallback> fallback;
  private final Supplier<ReplicaCounts> replicas;
  private final TriggerHealth health = new TriggerHealth();
  private volatile @Nullable TriggerReading polled;

  TriggerSlot(
      DatadogScaler scaler,
      boolean useCachedMetrics,
      Optional<Fallback> fallback,
      Supplier<ReplicaCounts> replicas) {
    this.scaler = scaler;
    this.useCachedMetrics = useCachedMetrics;
    this.fallback = fallback;
    this.replicas = replicas;
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
        .handle((reading, thrown) -> thrown == null ? onSuccess(reading) : onFailure(thrown));
  }

  private TriggerReading onSuccess(ScalerReading reading) {
    health.onSuccess(reading);
    return new TriggerReading.Read(spec(), reading);
  }

  private TriggerReading onFailure(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (!(cause instanceof ScalerException failure)) {
      throw new CompletionException(cause);
    }
    return fallback(health.onFailure(failure))
        .<TriggerReading>map(metric -> new TriggerReading.FellBack(spec(), failure, metric))
        .orElseGet(() -> new TriggerReading.Failed(spec(), failure));
  }

  private Optional<Quantity> fallback(int failures) {
    try {
      return fallback
          .filter(given -> given.appliesAfter(failures))
          .map(given -> given.metric(spec().target(), replicas));
    } catch (RuntimeException e) {
      log.warn("{}: no fallback: {}", spec().name(), e.getMessage());
      return Optional.empty();
    }
  }

  void close() {
    scaler.close();
  }
}
