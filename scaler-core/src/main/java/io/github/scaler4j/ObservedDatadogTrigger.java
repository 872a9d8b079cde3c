package io.github.scaler4j;

import io.github.scaler4j.engine.FutureFault;
import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.TriggerObservation;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** A trigger of type {@code datadog}, read by its scaler. */
final class ObservedDatadogTrigger implements ObservedTrigger {

  private final DatadogScaler scaler;
  private final TimeSource time;

  ObservedDatadogTrigger(DatadogScaler scaler, TimeSource time) {
    this.scaler = scaler;
    this.time = time;
  }

  @Override
  public MetricSpec spec() {
    return scaler.metricSpec();
  }

  @Override
  public Duration timeout() {
    return scaler.trigger().timeout();
  }

  @Override
  public CompletableFuture<TriggerObservation> observe(Reader reader) {
    return scaler
        .observeAsync()
        .handle(
            (reading, thrown) ->
                thrown == null ? value(reading) : failure(FutureFault.bare(thrown), reader));
  }

  @Override
  public void reportMargin(DoubleSupplier margin) {
    scaler.reportMargin(margin);
  }

  @Override
  public void leave() {
    scaler.unlist();
  }

  private TriggerObservation value(ScalerReading reading) {
    return TriggerObservation.of(spec(), reading.value(), reading.active(), reading.fetchedAt());
  }

  private TriggerObservation failure(Throwable thrown, Reader reader) {
    if (!(thrown instanceof ScalerException failure)) {
      throw new CompletionException(thrown);
    }
    String reason = String.valueOf(failure.getMessage()).lines().collect(Collectors.joining(" "));
    return TriggerObservation.failed(spec(), reason, failedAt(failure, reader));
  }

  private Instant failedAt(ScalerException failure, Reader reader) {
    return reader == Reader.OTHER && failure instanceof MetricUnavailableException noData
        ? noData.answeredAt()
        : time.now();
  }
}
