package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.datadogapi.DatadogApiOptions;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * This library itself, for a day in virtual time, against the fixture's Datadog without sockets.
 */
final class ScalerDay {

  private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration NOON = Duration.ofHours(12);
  private static final Duration OUTAGE = Duration.ofMinutes(20);
  private static final Duration LATENCY = Duration.ofMillis(100);

  private final Scene scene;
  private final Reads reads;
  private final ManualTime time = ManualTime.startingAt(MIDNIGHT);
  private final DatadogApi api = new DatadogApi(time);
  private final List<DatadogScalers> processes = new ArrayList<>();
  private final List<DatadogScaler> scalers = new ArrayList<>();
  private final Ages ages = new Ages();
  private final FirstRound firstRound;
  private final FirstRound recovery;
  private final Instant outageEnd = MIDNIGHT.plus(NOON).plus(OUTAGE);
  private long readCount;
  private long failedReads;

  private ScalerDay(Scene scene, Reads reads, long seed) {
    this.scene = scene;
    this.reads = reads;
    this.firstRound = new FirstRound(scene);
    this.recovery = new FirstRound(scene);
    api.account().limit(scene.limitPerHour());
    api.latency(LATENCY);
    api.otherSeries(query -> List.of(DatadogSeries.constant(1)));
    Random random = new Random(seed);
    int processCount = scene.kind() == Scene.Kind.THREE_PROCESSES ? 3 : 1;
    for (int i = 0; i < processCount; i++) {
      processes.add(process(random));
    }
    for (int i = 0; i < scene.triggers(); i++) {
      scalers.add(processes.get(i % processCount).scaler(trigger(i)));
    }
  }

  static DayReport run(Scene scene, Reads reads, long seed) {
    return new ScalerDay(scene, reads, seed).run();
  }

  private DatadogScalers process(Random random) {
    double bound = scene.boundSeconds();
    Duration staleFor = Duration.ofSeconds((long) Math.max(300, 2 * bound));
    DatadogApiOptions options = DatadogApiOptions.defaults().withStaleFor(staleFor);
    return DatadogScalers.builder()
        .time(time)
        .scheduler(time)
        .random(random::nextDouble)
        .source(context -> DatadogApiSource.create(context, options, new DatadogCalls(api, time)))
        .build();
  }

  private TriggerMetadata trigger(int i) {
    String query = "avg:nginx.net.request_per_s{service:web-" + i + "}";
    if (scene.isBad(i)) {
      api.refuse(query, 200, "Error parsing query: unknown scope");
    }
    return TriggerMetadata.builder()
        .metadata("query", query)
        .metadata("queryValue", "2")
        .authParam("apiKey", DatadogApi.API_KEY)
        .authParam("appKey", DatadogApi.APP_KEY)
        .triggerIndex(i)
        .build();
  }

  private DayReport run() {
    scheduleTrouble();
    for (long cycle = 0; cycle < Scene.DAY.toNanos(); cycle += Reads.CYCLE_NANOS) {
      for (int i = 0; i < reads.perCycle(); i++) {
        time.advance(Duration.ofNanos(cycle + reads.offsetNanos(i) - elapsedNanos()));
        read(reads.trigger(i));
      }
    }
    time.advanceTo(MIDNIGHT.plus(Scene.DAY));
    processes.forEach(DatadogScalers::close);
    return report();
  }

  private void scheduleTrouble() {
    switch (scene.kind()) {
      case LIMIT_HALVES ->
          at(NOON.plusMinutes(30), () -> api.account().limit(scene.limitPerHour() / 2));
      case OUTAGE -> {
        at(NOON, () -> api.down(true));
        at(NOON.plus(OUTAGE), () -> api.down(false));
      }
      case OTHER_CONSUMER -> {
        long everyNanos = Duration.ofHours(1).toNanos() / (scene.limitPerHour() / 2);
        var unused =
            time.scheduleAtFixedRate(
                () -> api.account().spend(1), 0, everyNanos, TimeUnit.NANOSECONDS);
      }
      default -> {}
    }
  }

  private void at(Duration sinceMidnight, Runnable trouble) {
    var unused = time.schedule(trouble, sinceMidnight.toNanos(), TimeUnit.NANOSECONDS);
  }

  private long elapsedNanos() {
    return Duration.between(MIDNIGHT, time.now()).toNanos();
  }

  private void read(int trigger) {
    readCount++;
    CompletableFuture<ScalerReading> reading = scalers.get(trigger).readAsync();
    var unused =
        reading.whenComplete(
            (value, fault) -> {
              if (fault == null) {
                count(trigger, value.fetchedAt());
              } else {
                failedReads++;
              }
            });
  }

  private void count(int trigger, Instant fetchedAt) {
    Instant now = time.now();
    if (firstRound.isOver()) {
      long nanos = (now.getEpochSecond() - fetchedAt.getEpochSecond()) * 1_000_000_000L;
      ages.add((nanos + now.getNano() - fetchedAt.getNano()) / 1e9);
    } else if (firstRound.has(trigger, now)) {
      firstRound.note(api.traffic().requests(), api.traffic().queries());
    }
    if (!recovery.isOver() && !fetchedAt.isBefore(outageEnd)) {
      recovery.has(trigger, now);
    }
  }

  private DayReport report() {
    double requests = api.traffic().requests() - firstRound.requests();
    double queries = api.traffic().queries() - firstRound.queries();
    Row row =
        new Row(
            scene.kind().title,
            "scaler4j",
            scene.triggers(),
            scene.limitPerHour(),
            readCount,
            failedReads,
            api.traffic().requests(),
            api.traffic().answers(429),
            queries / (requests * Scene.BATCH),
            scene.boundSeconds(),
            ages.median(),
            ages.worst());
    return new DayReport(row, Spread.of(api.traffic(), scene), recovery.secondsSince(outageEnd));
  }
}
