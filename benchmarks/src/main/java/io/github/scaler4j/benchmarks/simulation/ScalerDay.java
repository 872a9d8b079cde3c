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

  static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration LATENCY = Duration.ofMillis(100);

  private final Scene scene;
  private final Reads reads;
  private final ManualTime time = ManualTime.startingAt(MIDNIGHT);
  private final DatadogApi api = new DatadogApi(time);
  private final List<DatadogScalers> processes = new ArrayList<>();
  private final List<DatadogScaler> scalers = new ArrayList<>();
  private final Ages ages = new Ages();
  private final Round firstRound;
  private final Round recovery;
  private final Instant outageEnd = MIDNIGHT.plus(Scene.OUTAGE_END);
  private final long midnightNanos = time.nanoTime();
  private long firstRequests;
  private long firstQueries;
  private double worstLeftOut;
  private long readCount;
  private long failedReads;

  private ScalerDay(Scene scene, Reads reads, long seed) {
    this.scene = scene;
    this.reads = reads;
    this.firstRound = new Round(scene);
    this.recovery = new Round(scene);
    api.account().limit(scene.limitPerHour());
    api.latency(LATENCY);
    api.otherSeries(query -> List.of(DatadogSeries.constant(1)));
    Random random = new Random(seed);
    for (int i = 0; i < scene.processes(); i++) {
      processes.add(process(random));
    }
    for (int i = 0; i < scene.triggers(); i++) {
      scalers.add(processes.get(i % processes.size()).scaler(trigger(i)));
    }
  }

  static DayReport run(Scene scene, Reads reads, long seed) {
    return new ScalerDay(scene, reads, seed).run();
  }

  private DatadogScalers process(Random random) {
    DatadogApiOptions options = DatadogApiOptions.builder().staleFor(scene.staleFor()).build();
    return DatadogScalers.builder()
        .time(time)
        .scheduler(time)
        .random(random::nextDouble)
        .source(DatadogApiSource.with(options, new DatadogCalls(api, time)))
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
    if (firstRound.isOver()) {
      double age = secondsSince(fetchedAt);
      if (isSettled()) {
        ages.add(age);
      } else {
        worstLeftOut = Math.max(worstLeftOut, age);
      }
    } else if (firstRound.has(trigger, fetchedAt)) {
      firstRequests = api.traffic().requests();
      firstQueries = api.traffic().queries();
    }
    if (!recovery.isOver() && !fetchedAt.isBefore(outageEnd)) {
      recovery.has(trigger, fetchedAt);
    }
  }

  private boolean isSettled() {
    return scene.isSettled(elapsedNanos(), recovery.isOver());
  }

  private double secondsSince(Instant moment) {
    Instant now = time.now();
    long nanos = (now.getEpochSecond() - moment.getEpochSecond()) * 1_000_000_000L;
    return (nanos + now.getNano() - moment.getNano()) / 1e9;
  }

  private DayReport report() {
    double requests = api.traffic().requests() - firstRequests;
    double queries = api.traffic().queries() - firstQueries;
    Row row =
        Row.of(
            scene,
            "scaler4j",
            readCount,
            failedReads,
            api.traffic().requests(),
            api.traffic().answers(429),
            queries / (requests * Scene.BATCH),
            ages);
    double recovered = Duration.between(outageEnd, recovery.last()).toNanos() / 1e9;
    return new DayReport(row, Spread.of(api.traffic(), scene), recovered, worstLeftOut);
  }
}
