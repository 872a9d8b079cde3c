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
import io.github.scaler4j.trigger.TriggerMetadata;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * This library itself, for a day in virtual time, against the fixture's Datadog without sockets.
 */
final class ScalerDay {

  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final long FAILED = -1;

  private final Scene scene;
  private final ManualTime time = ManualTime.startingAt(MIDNIGHT);
  private final DatadogApi api = new DatadogApi(time);
  private final List<DatadogScalers> processes = new ArrayList<>();
  private final List<DatadogScaler> scalers = new ArrayList<>();
  private final Ages ages = new Ages();
  private final CRC32C readings = new CRC32C();
  private final ByteBuffer reading = ByteBuffer.allocate(20);
  private final Round firstRound;
  private final Round recovery;
  private final Instant outageEnd = MIDNIGHT.plus(Scene.OUTAGE_END);
  private final long midnightNanos = time.nanoTime();
  private long firstRequests;
  private long firstQueries;
  private double worstLeftOut;
  private long failedReads;

  private ScalerDay(Scene scene) {
    this.scene = scene;
    this.firstRound = new Round(scene);
    this.recovery = new Round(scene);
    api.account().limit(scene.limitPerHour());
    api.latency(LATENCY);
    api.otherSeries(query -> List.of(DatadogSeries.constant(1)));
    Random random = new Random(scene.seed());
    for (int i = 0; i < scene.processes(); i++) {
      processes.add(process(random));
    }
    for (int i = 0; i < scene.triggers(); i++) {
      scalers.add(processes.get(i % processes.size()).scaler(trigger(i)));
    }
  }

  static Day run(Scene scene) {
    return new ScalerDay(scene).run();
  }

  private DatadogScalers process(Random random) {
    DatadogApiOptions options = DatadogApiOptions.builder().staleFor(scene.staleFor()).build();
    return DatadogScalers.builder()
        .time(time)
        .scheduler(time)
        .executor(Runnable::run)
        .random(random::nextDouble)
        .source(DatadogApiSource.with(options, new DatadogCalls(api, time)))
        .build();
  }

  private TriggerMetadata trigger(int i) {
    String query = Triggers.query(i);
    if (scene.isBad(i)) {
      api.refuse(query, 200, "Error parsing query: unknown scope");
    }
    return Triggers.api(query).triggerIndex(i).build();
  }

  private Day run() {
    scheduleTrouble();
    ReadSchedule schedule = scene.schedule();
    long read = 0;
    for (long due; (due = schedule.dueNanos(read)) < Scene.DAY.toNanos(); read++) {
      time.advance(Duration.ofNanos(due - elapsedNanos()));
      read(schedule.trigger(read));
    }
    time.advanceTo(MIDNIGHT.plus(Scene.DAY));
    processes.forEach(DatadogScalers::close);
    return day(read);
  }

  private void scheduleTrouble() {
    if (scene.kind() == Scene.Kind.LIMIT_HALVES) {
      at(Scene.HALVING, () -> api.account().limit(scene.lastingLimit()));
    }
    if (scene.kind() == Scene.Kind.OUTAGE) {
      at(Scene.OUTAGE_BEGIN, () -> api.down(true));
      at(Scene.OUTAGE_END, () -> api.down(false));
    }
    if (!scene.othersEvery().isZero()) {
      var unused =
          time.scheduleAtFixedRate(
              () -> api.account().spend(1), 0, scene.othersEvery().toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void at(Duration sinceMidnight, Runnable trouble) {
    var unused = time.schedule(trouble, sinceMidnight.toNanos(), TimeUnit.NANOSECONDS);
  }

  private long elapsedNanos() {
    return time.nanoTime() - midnightNanos;
  }

  private void read(int trigger) {
    var unused =
        scalers
            .get(trigger)
            .readAsync()
            .whenComplete(
                (value, fault) -> {
                  if (fault == null) {
                    sum(trigger, nanos(MIDNIGHT, value.fetchedAt()));
                    count(trigger, value.fetchedAt());
                  } else {
                    sum(trigger, FAILED);
                    failedReads++;
                  }
                });
  }

  private void sum(int trigger, long result) {
    reading.clear().putInt(trigger).putLong(elapsedNanos()).putLong(result).flip();
    readings.update(reading);
  }

  private void count(int trigger, Instant fetchedAt) {
    if (firstRound.isComplete()) {
      double age = nanos(fetchedAt, time.now()) / 1e9;
      if (scene.isSettled(elapsedNanos(), recovery.isComplete())) {
        ages.add(age);
      } else {
        worstLeftOut = Math.max(worstLeftOut, age);
      }
    } else if (firstRound.complete(trigger, fetchedAt)) {
      firstRequests = api.traffic().requests();
      firstQueries = api.traffic().queries();
    }
    if (!recovery.isComplete() && !fetchedAt.isBefore(outageEnd)) {
      recovery.complete(trigger, fetchedAt);
    }
  }

  private static long nanos(Instant from, Instant to) {
    long seconds = to.getEpochSecond() - from.getEpochSecond();
    return seconds * 1_000_000_000L + to.getNano() - from.getNano();
  }

  private Day day(long reads) {
    double requests = api.traffic().requests() - firstRequests;
    double queries = api.traffic().queries() - firstQueries;
    Row row =
        Row.of(
            scene,
            Row.OURS,
            reads,
            failedReads,
            api.traffic().requests(),
            api.traffic().answers(429),
            queries / (requests * Scene.BATCH),
            ages);
    return new Day(
        row,
        Spread.of(api.traffic(), scene),
        nanos(outageEnd, recovery.last()) / 1e9,
        worstLeftOut,
        Long.toHexString(readings.getValue()));
  }
}
