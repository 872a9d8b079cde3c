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
  private final MergingFleet families;
  private final FamilyFleet fleet;
  private final Ages ages = new Ages();
  private final Instant[] fetched;
  private long failedReads;
  private long wrongValues;
  private long differencesBefore;
  private double noticedSeconds = -1;
  private double wrongUntilSeconds = -1;

  private MergingDay(MergingScene scene, Duration settling) {
    this.scene = scene;
    this.settling = settling;
    this.families = new MergingFleet(scene);
    this.fleet = families.fleet();
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
    try (families) {
      long reads = fleet.read(scene.schedule(), scene.pollsOnly(), length, this::count);
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
          differences(),
          noticedSeconds,
          wrongUntilSeconds,
          scene.isLate() ? scene.auditRound().toMillis() / 1e3 : -1);
    }
  }

  private long differences() {
    return fleet.statistics().merging().differences().values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private void count(int trigger, Optional<ScalerReading> read) {
    if (read.isEmpty()) {
      failedReads++;
      return;
    }
    ScalerReading reading = read.get();
    if (fleet.sinceMidnight().compareTo(settling) >= 0) {
      ages.add(Fleet.nanos(reading.fetchedAt(), fleet.now()) / 1e9);
    }
    if (reading.fetchedAt().isAfter(fetched[trigger])) {
      fetched[trigger] = reading.fetchedAt();
      Optional<Double> truth = families.truth(trigger, reading);
      if (truth.isEmpty() || truth.get() != reading.value()) {
        wrongValues++;
        wrongUntilSeconds = scene.isLate() ? sinceTrouble() : -1;
      }
      notice();
    }
  }

  private double sinceTrouble() {
    return fleet.sinceMidnight().minus(scene.troubleFrom()).toMillis() / 1e3;
  }

  private void notice() {
    if (!scene.isLate() || noticedSeconds >= 0) {
      return;
    }
    long differences = differences();
    if (sinceTrouble() < 0) {
      differencesBefore = differences;
    } else if (differences > differencesBefore) {
      noticedSeconds = sinceTrouble();
    }
  }
}
