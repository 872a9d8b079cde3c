package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Hours of a fleet of which a tenth is near a boundary. */
final class WorthDay {

  /** How long reads are not counted: the start, and the time until queries are proven. */
  private static final Duration SETTLING = Duration.ofHours(1);

  private static final Duration LENGTH = Duration.ofHours(2);
  private static final int BOUNDARY = 100;
  private static final long GRID = 10;

  private final WorthScene scene;
  private final FamilyFleet fleet;
  private final Ages ages = new Ages();
  private final Ages nearAges = new Ages();
  private final Instant[] seen;
  private long failedReads;
  private long crossings;
  private double delays;
  private double worstDelay;

  private WorthDay(WorthScene scene) {
    this.scene = scene;
    MergingScene merging = scene.fleet();
    this.fleet = new FamilyFleet(scene.limitPerHour(), merging.options(), merging.seed());
    this.seen = new Instant[scene.triggers()];
    Arrays.fill(seen, Instant.MAX);
    for (int i = 0; i < scene.triggers(); i++) {
      add(i);
    }
  }

  private void add(int trigger) {
    String metric = "shop.queue.f" + trigger / MergingScene.FAMILY;
    String service = "service:shop-%05d".formatted(trigger);
    fleet.api().source(metric, at -> value(trigger, at), service, "env:production");
    TriggerMetadata.Builder metadata =
        Triggers.api("avg:" + metric + "{" + service + ",env:production}");
    fleet.add(
        scene.thresholdKnown()
            ? metadata.metadata("activationQueryValue", Integer.toString(BOUNDARY))
            : metadata);
  }

  private static boolean isNear(int trigger) {
    return trigger % 10 == 3;
  }

  // Each value near its boundary swings around it at its own pace.
  private static double value(int trigger, Instant at) {
    long step = Math.floorDiv(at.getEpochSecond(), GRID);
    return isNear(trigger)
        ? BOUNDARY + 10 * Math.sin(trigger + step / (8.0 + trigger % 13))
        : 20 + trigger % 30;
  }

  /** Runs a fleet. */
  static WorthRow run(WorthScene scene) {
    return new WorthDay(scene).run();
  }

  private WorthRow run() {
    try (fleet) {
      fleet.read(scene.fleet().schedule(), false, LENGTH, this::count);
      DatadogApi api = fleet.api();
      return new WorthRow(
          scene.way().title(),
          scene.triggers(),
          scene.limitPerHour(),
          scene.thresholdKnown(),
          api.traffic().requests(),
          api.traffic().answers(429),
          failedReads,
          ages.median(),
          ages.worst(),
          nearAges.median(),
          nearAges.worst(),
          crossings,
          delays / crossings,
          worstDelay);
    }
  }

  private void count(int trigger, Optional<ScalerReading> read) {
    if (read.isEmpty()) {
      failedReads++;
      return;
    }
    if (fleet.sinceMidnight().compareTo(SETTLING) < 0) {
      return;
    }
    double age = Fleet.nanos(read.get().fetchedAt(), fleet.now()) / 1e9;
    ages.add(age);
    if (isNear(trigger)) {
      nearAges.add(age);
      countCrossings(trigger, read.get().observedAt());
    }
  }

  /** Counts the crossings since the point that the last read showed. */
  private void countCrossings(int trigger, Instant point) {
    for (Instant at = seen[trigger]; at.isBefore(point); ) {
      boolean before = value(trigger, at) > BOUNDARY;
      at = at.plusSeconds(GRID);
      if (before != value(trigger, at) > BOUNDARY) {
        double delay = Fleet.nanos(at, fleet.now()) / 1e9;
        crossings++;
        delays += delay;
        worstDelay = Math.max(worstDelay, delay);
      }
    }
    seen[trigger] = point;
  }
}
