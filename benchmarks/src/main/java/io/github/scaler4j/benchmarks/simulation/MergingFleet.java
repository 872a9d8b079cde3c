package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.benchmarks.ReadSchedule;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.datadogapi.DatadogApiSource;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogCalls;
import io.github.scaler4j.fixtures.GroupOddity;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.SourceStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Triggers in families, read by this library in virtual time, and what each of them should read.
 */
final class MergingFleet implements AutoCloseable {

  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final long GRID = 10;

  private final MergingScene scene;
  private final ManualTime time = ManualTime.startingAt(Fleet.MIDNIGHT);
  private final DatadogApi api = new DatadogApi(time);
  private final DatadogScalers scalers;
  private final List<DatadogScaler> byTrigger = new ArrayList<>();
  private final List<ToDoubleFunction<Instant>> truths = new ArrayList<>();
  private final long midnightNanos = time.nanoTime();

  MergingFleet(MergingScene scene) {
    this.scene = scene;
    Random random = new Random(scene.seed());
    MergingScene.Trouble trouble = scene.trouble();
    api.latency(LATENCY);
    api.account().limit(scene.limitPerHour());
    api.oddities(trouble.oddities().toArray(GroupOddity[]::new));
    api.mostGroups(trouble.mostGroups());
    api.refuseGroups(trouble.refusedStatus(), "Groups are not possible");
    scalers =
        DatadogScalers.builder()
            .time(time)
            .scheduler(time)
            .executor(Runnable::run)
            .random(random::nextDouble)
            .source(DatadogApiSource.with(scene.options(), new DatadogCalls(api, time)))
            .build();
    int family = 0;
    while (byTrigger.size() < scene.triggers()) {
      int size = scene.isMixed() ? 1 + family * 7 % 60 : MergingScene.FAMILY;
      addFamily(family++, Math.min(size, scene.triggers() - byTrigger.size()));
    }
  }

  private void addFamily(int family, int size) {
    boolean gauge = family % 2 == 1;
    String metric = "shop.requests.f" + family;
    List<ToDoubleFunction<Instant>> own = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int seed = family * 1_000 + i;
      ToDoubleFunction<Instant> value = at -> value(seed, gauge, at);
      own.add(value);
      api.source(metric, value, service(family, i), "env:production");
    }
    if (scene.trouble().severalValues() && size > 1) {
      ToDoubleFunction<Instant> shared = at -> 1;
      api.source(metric, shared, service(family, 0), service(family, 1), "env:production");
      for (int i = 0; i < 2; i++) {
        ToDoubleFunction<Instant> alone = own.get(i);
        own.set(i, at -> aggregate(gauge, alone.applyAsDouble(at), 1));
      }
    }
    for (int i = 0; i < size; i++) {
      // A fifth is of a shape that is never merged.
      boolean merges = !scene.isMixed() || (family * 31 + i) % 5 != 0;
      String filter = service(family, i) + (merges ? ",env:production" : ",!env:staging");
      String query =
          gauge
              ? "avg:" + metric + "{" + filter + "}"
              : "sum:" + metric + "{" + filter + "}.as_count()";
      truths.add(own.get(i));
      byTrigger.add(scalers.scaler(Triggers.api(query).triggerIndex(byTrigger.size()).build()));
    }
  }

  private static String service(int family, int member) {
    return "service:shop-%04d-part-%04dx".formatted(family, member);
  }

  private static double aggregate(boolean gauge, double one, double other) {
    if (Double.isNaN(one)) {
      return other;
    }
    return gauge ? (one + other) / 2 : one + other;
  }

  private double value(int seed, boolean gauge, Instant at) {
    long mixed = (seed * 0x9E3779B97F4A7C15L) ^ (at.getEpochSecond() / GRID * 0xC2B2AE3D27D4EB4FL);
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L;
    mixed ^= mixed >>> 32;
    boolean hole = scene.trouble().holes() && Math.floorMod(mixed, 9) == 0;
    return hole ? Double.NaN : Math.floorMod(mixed, gauge ? 97 : 1009);
  }

  /** Returns the time and value that a single query gave at a moment, or empty if it gave none. */
  Optional<Double> truth(int trigger, ScalerReading reading) {
    long to = reading.fetchedAt().minus(LATENCY).getEpochSecond();
    for (long at = Math.floorDiv(to - 1, GRID) * GRID; at >= to - 90; at -= GRID) {
      double value = truths.get(trigger).applyAsDouble(Instant.ofEpochSecond(at));
      if (!Double.isNaN(value)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** Is told of each read's end. */
  @FunctionalInterface
  interface ReadListener {

    /**
     * Takes a read's end.
     *
     * @param reading empty if the read failed
     */
    void onRead(int trigger, Optional<ScalerReading> reading);
  }

  DatadogApi api() {
    return api;
  }

  Instant now() {
    return time.now();
  }

  SourceStatistics statistics() {
    return scalers.statistics();
  }

  long read(ReadSchedule schedule, Duration length, ReadListener listener) {
    long read = 0;
    for (long due; (due = schedule.dueNanos(read)) < length.toNanos(); read++) {
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
    return read;
  }

  @Override
  public void close() {
    scalers.close();
  }
}
