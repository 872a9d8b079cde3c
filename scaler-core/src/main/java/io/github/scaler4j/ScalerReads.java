package io.github.scaler4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.source.FailureKind;
import io.github.scaler4j.source.ReadEvent;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** How the reads of one scaler ended. Thread-safe. A read of a fresh value is not told. */
final class ScalerReads {

  private final String metric;
  private final String mode;
  private final TimeSource time;
  private final ReadMeter meter;
  private final Object lock = new Object();

  @GuardedBy("lock") private @Nullable Instant fetchedAt;

  @GuardedBy("lock") private boolean stale;

  @GuardedBy("lock") private int failures;

  @GuardedBy("lock") private @Nullable FailureKind failure;

  @GuardedBy("lock") private String problem = "";

  ScalerReads(DatadogTrigger trigger, TimeSource time, ReadMeter meter) {
    this.metric = trigger.metricSpec().name();
    this.mode = trigger instanceof ApiTrigger ? "api" : "agent";
    this.time = time;
    this.meter = meter;
  }

  void onReading(ScalerReading reading, long startedNanos) {
    Optional<FailureKind> cause = reading.staleCause().map(ReadMeter::kindOf);
    cause.ifPresent(meter::countStale);
    synchronized (lock) {
      fetchedAt = reading.fetchedAt();
      stale = cause.isPresent();
      failures = 0;
      failure = cause.orElse(null);
      problem = reading.staleCause().map(Throwable::getMessage).orElse("");
    }
    tell(startedNanos, Optional.of(reading.age()), cause);
  }

  void onFailure(Throwable fault, long startedNanos) {
    if (fault instanceof CancellationException) {
      return;
    }
    FailureKind kind = ReadMeter.kindOf(fault);
    meter.countFailed(kind);
    synchronized (lock) {
      failures++;
      failure = kind;
      problem =
          kind == FailureKind.OTHER
              ? fault.getClass().getName()
              : String.valueOf(fault.getMessage());
    }
    tell(startedNanos, Optional.empty(), Optional.of(kind));
  }

  private void tell(long startedNanos, Optional<Duration> age, Optional<FailureKind> kind) {
    meter.tell(
        () ->
            new ReadEvent(
                mode, metric, Duration.ofNanos(time.nanoTime() - startedNanos), age, kind));
  }

  TriggerHealth health() {
    synchronized (lock) {
      return new TriggerHealth(
          metric,
          mode,
          Optional.ofNullable(fetchedAt),
          stale && failures == 0,
          failures,
          Optional.ofNullable(failure),
          problem);
    }
  }
}
