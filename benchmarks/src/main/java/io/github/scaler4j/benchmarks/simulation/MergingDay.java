package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.source.MergingStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** A day of triggers in families; each new value is compared with the single query's. */
final class MergingDay {

  private final MergingScene scene;
  private final Duration settling;
  private final MergingFleet fleet;
  private final Ages ages = new Ages();
  private final Instant[] fetched;
  private long failedReads;
  private long wrongValues;

  private MergingDay(MergingScene scene, Duration settling) {
    this.scene = scene;
    this.settling = settling;
    this.fleet = new MergingFleet(scene);
    this.fetched = new Instant[scene.triggers()];
    Arrays.fill(fetched, Instant.MIN);
  }

  /**
   * Runs.
   *
   * @param settling how long ages don't count: a start, and the time until queries are proven
   */
  static MergingRow run(MergingScene scene, Duration settling, Duration length) {
    return new MergingDay(scene, settling).run(length);
  }

  private MergingRow run(Duration length) {
    try (fleet) {
      long reads = fleet.read(scene.schedule(), length, this::count);
      DatadogApi api = fleet.api();
      MergingStatistics merging = fleet.statistics().merging();
      long served = api.traffic().queries() + merging.savedQueries();
      return new MergingRow(
          scene.name(),
          scene.way().title(),
          scene.triggers(),
          scene.limitPerHour(),
          reads,
          failedReads,
          api.traffic().requests(),
          api.traffic().answers(429),
          (double) served / api.traffic().requests(),
          ages.median(),
          ages.worst(),
          wrongValues,
          merging.proven(),
          merging.differences().values().stream().mapToLong(Long::longValue).sum());
    }
  }

  private void count(int trigger, Optional<ScalerReading> read) {
    if (read.isEmpty()) {
      failedReads++;
      return;
    }
    ScalerReading reading = read.get();
    if (Fleet.nanos(Fleet.MIDNIGHT, fleet.now()) >= settling.toNanos()) {
      ages.add(Fleet.nanos(reading.fetchedAt(), fleet.now()) / 1e9);
    }
    if (reading.fetchedAt().isAfter(fetched[trigger])) {
      fetched[trigger] = reading.fetchedAt();
      Optional<Double> truth = fleet.truth(trigger, reading);
      if (truth.isEmpty() || truth.get() != reading.value()) {
        wrongValues++;
      }
    }
  }
}
