package io.github.scaler4j;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.engine.Listeners;
import io.github.scaler4j.engine.UntrustedCertificate;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.FailureKind;
import io.github.scaler4j.source.ReadEvent;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Counts how the reads of a factory's scalers end. Thread-safe; never blocks. */
final class ReadMeter {

  private final Listeners listeners;
  private final TimeSource time;
  private final Map<FailureKind, LongAdder> failed = adders();
  private final Map<FailureKind, LongAdder> stale = adders();

  ReadMeter(Listeners listeners, TimeSource time) {
    this.listeners = listeners;
    this.time = time;
  }

  private static Map<FailureKind, LongAdder> adders() {
    Map<FailureKind, LongAdder> adders = new EnumMap<>(FailureKind.class);
    for (FailureKind kind : FailureKind.values()) {
      adders.put(kind, new LongAdder());
    }
    return adders;
  }

  void countFailed(FailureKind kind) {
    increment(failed, kind);
  }

  void countStale(FailureKind kind) {
    increment(stale, kind);
  }

  private static void increment(Map<FailureKind, LongAdder> adders, FailureKind kind) {
    requireNonNull(adders.get(kind)).increment();
  }

  /** Notifies the listeners of a read. Without listeners the event is not created. */
  void publish(long startedNanos, Function<Duration, ReadEvent> event) {
    if (listeners.hasListeners()) {
      listeners.onRead(event.apply(Duration.ofNanos(time.nanoTime() - startedNanos)));
    }
  }

  SourceStatistics statistics() {
    return SourceStatistics.builder().failedReads(sums(failed)).staleReads(sums(stale)).build();
  }

  private static Map<FailureKind, Long> sums(Map<FailureKind, LongAdder> adders) {
    Map<FailureKind, Long> sums = new EnumMap<>(FailureKind.class);
    adders.forEach(
        (kind, adder) -> {
          if (adder.sum() > 0) {
            sums.put(kind, adder.sum());
          }
        });
    return sums;
  }

  /** Returns the kind of a read's failure. */
  static FailureKind kindOf(Throwable fault) {
    if (fault instanceof TransportException transport) {
      return transport.circuitOpen()
          ? FailureKind.CIRCUIT_OPEN
          : UntrustedCertificate.isCauseOf(transport)
              ? FailureKind.CERTIFICATE
              : FailureKind.TRANSPORT;
    }
    if (fault instanceof RateLimitedException) {
      return FailureKind.RATE_LIMITED;
    }
    if (fault instanceof AuthorizationException) {
      return FailureKind.AUTHORIZATION;
    }
    if (fault instanceof QueryRejectedException) {
      return FailureKind.QUERY_REJECTED;
    }
    if (fault instanceof UnexpectedResponseException) {
      return FailureKind.UNEXPECTED_RESPONSE;
    }
    return fault instanceof MetricUnavailableException ? FailureKind.NO_DATA : FailureKind.OTHER;
  }
}
