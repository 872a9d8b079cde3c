package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.CallerCode;
import io.github.scaler4j.engine.FutureFault;
import io.github.scaler4j.engine.SupplierFailure;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.hpa.MetricSpec;
import io.github.scaler4j.hpa.TriggerObservation;
import io.github.scaler4j.manifest.ScaleTrigger;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A trigger of another type, read by the caller's {@link OtherTriggers}. Only one read runs at a
 * time, however many wait for it, so code that hangs holds one thread.
 */
final class ObservedOtherTrigger implements ObservedTrigger {

  private static final Set<String> RESOURCES = Set.of("cpu", "memory");

  private final ScaleTrigger trigger;
  private final OtherTriggers others;
  private final MetricSpec spec;
  private final SourceContext context;
  private final CallerCode<ScaleTrigger, TriggerSample> reads;

  ObservedOtherTrigger(ScaleTrigger trigger, OtherTriggers others, SourceContext context) {
    this.trigger = trigger;
    this.others = others;
    this.spec = others.metricSpec(trigger);
    this.context = context;
    this.reads = new CallerCode<>(context);
  }

  @Override
  public MetricSpec spec() {
    return spec;
  }

  @Override
  public boolean isOfResource() {
    return RESOURCES.contains(trigger.type());
  }

  @Override
  public Duration timeout() {
    return TriggerMetadata.DEFAULT_TIMEOUT;
  }

  @Override
  public CompletableFuture<TriggerObservation> observe(Reader reader) {
    return reads
        .call(
            trigger,
            trigger.toString(),
            Deadline.in(timeout(), context.time()),
            () -> requireNonNull(others.read(trigger), "sample"))
        .exceptionally(thrown -> TriggerSample.failed(reason(FutureFault.bare(thrown))))
        .thenApply(sample -> sample.toObservation(spec, context.time().now()));
  }

  // The message of the caller's exception may quote a secret.
  private static String reason(Throwable thrown) {
    if (thrown instanceof Error) {
      throw new CompletionException(thrown);
    }
    return thrown instanceof TransportException ours
        ? String.valueOf(ours.getMessage())
        : String.valueOf(SupplierFailure.of(thrown).getMessage());
  }
}
