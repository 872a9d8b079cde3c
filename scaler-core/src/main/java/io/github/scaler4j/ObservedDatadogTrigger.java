package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.engine.CallerCode;
import io.github.scaler4j.engine.FutureFault;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.TriggerObservation;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A trigger of type {@code datadog}, read by its scaler.
 *
 * <p>If its keys are refused, it is resolved again, and later reads use the keys that have replaced
 * them. KEDA does so after any error ({@code pkg/scaling/cache/scalers_cache.go}).
 */
final class ObservedDatadogTrigger implements ObservedTrigger {

  private final Supplier<TriggerMetadata> resolve;
  private final Function<TriggerMetadata, DatadogScaler> scalers;
  private final SourceContext context;
  private final CallerCode<ObservedDatadogTrigger, Boolean> resolutions;
  private final Object lock = new Object();
  private volatile Opened opened;

  @GuardedBy("lock") private boolean left;

  /** The trigger as it was resolved last. */
  private record Opened(TriggerMetadata metadata, DatadogScaler scaler) {

    /** Returns whether a key was replaced. A supplier of keys already gives the latest. */
    boolean isOutdatedBy(TriggerMetadata latest) {
      return metadata.authParams().entrySet().stream()
          .filter(param -> param.getValue() instanceof Secret)
          .anyMatch(param -> !param.getValue().equals(latest.authParams().get(param.getKey())));
    }
  }

  /**
   * Opens a trigger.
   *
   * @param resolve finds what the trigger refers to; may block
   * @param scalers creates its scaler
   * @throws RuntimeException if {@code resolve} or {@code scalers} throws it
   */
  ObservedDatadogTrigger(
      Supplier<TriggerMetadata> resolve,
      Function<TriggerMetadata, DatadogScaler> scalers,
      SourceContext context) {
    this.resolve = resolve;
    this.scalers = scalers;
    this.context = context;
    this.resolutions = new CallerCode<>(context);
    this.opened = open(resolve.get());
  }

  private Opened open(TriggerMetadata metadata) {
    return new Opened(metadata, scalers.apply(metadata));
  }

  @Override
  public MetricSpec spec() {
    return opened.scaler().metricSpec();
  }

  @Override
  public Duration timeout() {
    return opened.scaler().trigger().timeout();
  }

  @Override
  public CompletableFuture<TriggerObservation> observe(Reader reader) {
    return opened
        .scaler()
        .observeAsync()
        .handle(
            (reading, thrown) ->
                thrown == null ? value(reading) : failure(FutureFault.bare(thrown), reader));
  }

  @Override
  public void reportMargin(DoubleSupplier margin) {
    opened.scaler().reportMargin(margin);
  }

  @Override
  public void leave() {
    synchronized (lock) {
      left = true;
      opened.scaler().unlist();
    }
  }

  private TriggerObservation value(ScalerReading reading) {
    reading.staleCause().ifPresent(this::resolveIfRefused);
    return TriggerObservation.of(spec(), reading.value(), reading.active(), reading.fetchedAt());
  }

  private TriggerObservation failure(Throwable thrown, Reader reader) {
    if (!(thrown instanceof ScalerException failure)) {
      throw new CompletionException(thrown);
    }
    resolveIfRefused(failure);
    String reason = String.valueOf(failure.getMessage()).lines().collect(Collectors.joining(" "));
    return TriggerObservation.failed(spec(), reason, failedAt(failure, reader));
  }

  private Instant failedAt(ScalerException failure, Reader reader) {
    return reader == Reader.OTHER && failure instanceof MetricUnavailableException noData
        ? noData.answeredAt()
        : context.time().now();
  }

  private void resolveIfRefused(ScalerException failure) {
    if (failure instanceof AuthorizationException) {
      var unused =
          resolutions.call(
              this, "the keys", Deadline.in(timeout(), context.time()), this::resolveAgain);
    }
  }

  // Runs once at a time. If it fails, the next refusal repeats it.
  private boolean resolveAgain() {
    TriggerMetadata latest = resolve.get();
    if (!opened.isOutdatedBy(latest)) {
      return false;
    }
    Opened next = open(latest);
    synchronized (lock) {
      if (left) {
        next.scaler().unlist();
      } else {
        opened.scaler().unlist();
        opened = next;
      }
    }
    return true;
  }
}
