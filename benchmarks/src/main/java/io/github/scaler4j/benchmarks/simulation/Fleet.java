package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.benchmarks.ReadSchedule;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.ManualTime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/** This library in virtual time, with the embedded Datadog and without sockets. */
final class Fleet {

  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final long FAILED = -1;

  /** Receives the end of each read. */
  interface ReadListener {

    /**
     * Handles a read's end.
     *
     * @param trigger which trigger was read
     * @param fetchedAt when its value was fetched; empty if the read failed
     */
    void onRead(int trigger, Optional<Instant> fetchedAt);
  }

  private final ManualTime time = ManualTime.startingAt(MIDNIGHT);
  private final DatadogApi api = DatadogApi.create(time);
  private final List<DatadogScalers> processes = new ArrayList<>();
  private final List<DatadogScaler> scalers = new ArrayList<>();
  private final CRC32C readings = new CRC32C();
  private final ByteBuffer reading = ByteBuffer.allocate(20);
  private final long midnightNanos = time.nanoTime();

  /** Opens the scalers of a number of triggers, assigned to the processes in turn. */
  Fleet(int processCount, int triggers, Duration staleFor, long seed) {
    api.latency(LATENCY);
    api.otherSeries(query -> List.of(DatadogSeries.constant(1)));
    Random random = new Random(seed);
    for (int i = 0; i < processCount; i++) {
      processes.add(process(staleFor, random));
    }
    for (int i = 0; i < triggers; i++) {
      scalers.add(
          processes
              .get(i % processCount)
              .scaler(Triggers.api(Triggers.query(i)).triggerIndex(i).build()));
    }
  }

  private DatadogScalers process(Duration staleFor, Random random) {
    DatadogApiOptions options = DatadogApiOptions.builder().staleFor(staleFor).build();
    return DatadogScalers.builder()
        .time(time)
        .scheduler(time)
        .executor(Runnable::run)
        .random(random::nextDouble)
        .source(DatadogApiSource.with(options, DatadogCalls.to(api, time)))
        .build();
  }

  DatadogApi api() {
    return api;
  }

  Instant now() {
    return time.now();
  }

  long elapsedNanos() {
    return time.nanoTime() - midnightNanos;
  }

  /** Schedules an event at a time after midnight. */
  void at(Duration sinceMidnight, Runnable event) {
    var unused = time.schedule(event, sinceMidnight.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Schedules an event periodically from midnight. */
  void every(Duration period, Runnable event) {
    var unused = time.scheduleAtFixedRate(event, 0, period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Reads from midnight, then closes the scalers. Returns the number of reads. */
  long read(ReadSchedule schedule, Duration length, ReadListener listener) {
    long read = 0;
    for (long due; (due = schedule.dueNanos(read)) < length.toNanos(); read++) {
      time.advance(Duration.ofNanos(due - elapsedNanos()));
      read(schedule.trigger(read), listener);
    }
    time.advanceTo(MIDNIGHT.plus(length));
    processes.forEach(DatadogScalers::close);
    return read;
  }

  private void read(int trigger, ReadListener listener) {
    var unused =
        scalers
            .get(trigger)
            .readAsync()
            .handle(
                (value, fault) -> {
                  if (fault == null) {
                    sum(trigger, nanos(MIDNIGHT, value.fetchedAt()));
                    listener.onRead(trigger, Optional.of(value.fetchedAt()));
                  } else {
                    sum(trigger, FAILED);
                    listener.onRead(trigger, Optional.empty());
                  }
                  return null;
                });
  }

  private void sum(int trigger, long result) {
    reading.clear().putInt(trigger).putLong(elapsedNanos()).putLong(result).flip();
    readings.update(reading);
  }

  /** Returns a checksum of each read's trigger, moment and result. */
  String readings() {
    return Long.toHexString(readings.getValue());
  }

  static long nanos(Instant from, Instant to) {
    long seconds = to.getEpochSecond() - from.getEpochSecond();
    return seconds * 1_000_000_000L + to.getNano() - from.getNano();
  }
}
