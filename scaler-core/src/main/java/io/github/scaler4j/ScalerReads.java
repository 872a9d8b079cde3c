package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.source.FailureKind;
import io.github.scaler4j.source.ReadEvent;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of one scaler's reads. A read of a fresh value is not recorded.
 *
 * <p>Thread-safe. One exists per open scaler, so it is its own lock.
 */
final class ScalerReads {

  private final DatadogTrigger trigger;
  private final ReadMeter meter;

  @GuardedBy("this") private @Nullable Instant fetchedAt;

  @GuardedBy("this") private boolean stale;

  @GuardedBy("this") private int failures;

  @GuardedBy("this") private @Nullable FailureKind failure;

  @GuardedBy("this") private String problem = "";

  ScalerReads(DatadogTrigger trigger, ReadMeter meter) {
    this.trigger = trigger;
    this.meter = meter;
  }

  void onReading(ScalerReading reading, long startedNanos) {
    Optional<FailureKind> cause = reading.staleCause().map(ReadMeter::kindOf);
    cause.ifPresent(meter::countStale);
    synchronized (this) {
      fetchedAt = reading.fetchedAt();
      stale = cause.isPresent();
      failures = 0;
      failure = cause.orElse(null);
      problem = reading.staleCause().map(Throwable::getMessage).orElse("");
    }
    meter.publish(startedNanos, latency -> answered(latency, reading.age(), cause));
  }

  void onFailure(Throwable fault, long startedNanos) {
    if (fault instanceof CancellationException) {
      return;
    }
    FailureKind kind = ReadMeter.kindOf(fault);
    meter.countFailed(kind);
    synchronized (this) {
      failures++;
      failure = kind;
      problem =
          kind == FailureKind.OTHER
              ? fault.getClass().getName()
              : String.valueOf(fault.getMessage());
    }
    meter.publish(startedNanos, latency -> ReadEvent.failed(mode(), metric(), latency, kind));
  }

  private ReadEvent answered(Duration latency, Duration age, Optional<FailureKind> staleCause) {
    ReadEvent event = ReadEvent.answered(mode(), metric(), latency, age);
    return staleCause.map(event::withStaleCause).orElse(event);
  }

  private String metric() {
    return trigger.metricSpec().name();
  }

  private String mode() {
    return trigger instanceof ApiTrigger ? "api" : "agent";
  }

  TriggerHealth health() {
    synchronized (this) {
      return new TriggerHealth(
          metric(),
          mode(),
          Optional.ofNullable(fetchedAt),
          stale && failures == 0,
          failures,
          Optional.ofNullable(failure),
          problem);
    }
  }
}
