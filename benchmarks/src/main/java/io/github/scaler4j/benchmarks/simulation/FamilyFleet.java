package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.benchmarks.ReadSchedule;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Triggers that this library reads in virtual time from an embedded Datadog that has sources. */
final class FamilyFleet implements AutoCloseable {

  static final Duration LATENCY = Duration.ofMillis(100);

  private final ManualTime time = ManualTime.startingAt(Fleet.MIDNIGHT);
  private final DatadogApi api = DatadogApi.create(time);
  private final DatadogScalers scalers;
  private final List<DatadogScaler> byTrigger = new ArrayList<>();

  /** Creates a fleet without triggers. */
  FamilyFleet(int limitPerHour, DatadogApiOptions options, long seed) {
    Random random = new Random(seed);
    api.latency(LATENCY);
    api.account().limit(limitPerHour);
    scalers =
        DatadogScalers.builder()
            .time(time)
            .scheduler(time)
            .executor(Runnable::run)
            .random(random::nextDouble)
            .source(DatadogApiSource.with(options, DatadogCalls.to(api, time)))
            .build();
  }

  /** Receives the result of each read. */
  @FunctionalInterface
  interface ReadListener {

    /**
     * Receives a read's result.
     *
     * @param reading empty if the read failed
     */
    void onRead(int trigger, Optional<ScalerReading> reading);
  }

  DatadogApi api() {
    return api;
  }

  int size() {
    return byTrigger.size();
  }

  void add(TriggerMetadata.Builder trigger) {
    byTrigger.add(scalers.scaler(trigger.triggerIndex(byTrigger.size()).build()));
  }

  /** Schedules an event at a time after midnight. */
  void at(Duration sinceMidnight, Runnable event) {
    var unused = time.schedule(event, sinceMidnight.toNanos(), TimeUnit.NANOSECONDS);
  }

  Instant now() {
    return time.now();
  }

  Duration sinceMidnight() {
    return Duration.between(Fleet.MIDNIGHT, time.now());
  }

  SourceStatistics statistics() {
    return scalers.statistics();
  }

  /**
   * Reads from midnight on; returns the number of reads.
   *
   * @param pollsOnly whether the HorizontalPodAutoscaler gets what the last poll gave
   */
  long read(ReadSchedule schedule, boolean pollsOnly, Duration length, ReadListener listener) {
    long midnightNanos = time.nanoTime();
    long reads = 0;
    long read = 0;
    for (long due; (due = schedule.dueNanos(read)) < length.toNanos(); read++) {
      if (pollsOnly && !schedule.isPoll(read)) {
        continue;
      }
      reads++;
      time.advance(Duration.ofNanos(due - (time.nanoTime() - midnightNanos)));
      int trigger = schedule.trigger(read);
      var unused =
          byTrigger
              .get(trigger)
              .readAsync()
              .whenComplete(
                  (reading, fault) -> listener.onRead(trigger, Optional.ofNullable(reading)));
    }
    time.advanceTo(Fleet.MIDNIGHT.plus(length));
    return reads;
  }

  @Override
  public void close() {
    scalers.close();
  }
}
