package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.fixtures.DatadogApi;
import java.time.Instant;
import java.util.Optional;

/** A day of this library. */
final class ScalerDay {

  private final Scene scene;
  private final Fleet fleet;
  private final Ages ages = new Ages();
  private final Round firstRound;
  private final Round recovery;
  private final Instant outageEnd;
  private long firstRequests;
  private long firstQueries;
  private double worstLeftOut;
  private long failedReads;

  private ScalerDay(Scene scene) {
    this.scene = scene;
    this.outageEnd = Fleet.MIDNIGHT.plus(scene.outageEnd());
    this.fleet = new Fleet(scene.processes(), scene.triggers(), scene.staleFor(), scene.seed());
    this.firstRound = new Round(scene.triggers(), scene::isBad);
    this.recovery = new Round(scene.triggers(), scene::isBad);
  }

  static Day run(Scene scene) {
    return new ScalerDay(scene).run();
  }

  private Day run() {
    scheduleTrouble();
    return day(fleet.read(scene.schedule(), scene.length(), this::count));
  }

  private void scheduleTrouble() {
    DatadogApi api = fleet.api();
    api.account().limit(scene.limitPerHour());
    for (int i = 0; i < scene.triggers(); i++) {
      if (scene.isBad(i)) {
        api.refuse(Triggers.query(i), 200, "Error parsing query: unknown scope");
      }
    }
    if (scene.kind() == Scene.Kind.LIMIT_HALVES) {
      fleet.at(scene.halving(), () -> api.account().limit(scene.lastingLimit()));
    }
    if (scene.kind() == Scene.Kind.OUTAGE) {
      fleet.at(scene.outageBegin(), () -> api.down(true));
      fleet.at(scene.outageEnd(), () -> api.down(false));
    }
    if (!scene.othersEvery().isZero()) {
      fleet.every(scene.othersEvery(), () -> api.account().spend(1));
    }
  }

  private void count(int trigger, Optional<Instant> fetchedAt) {
    fetchedAt.ifPresentOrElse(at -> count(trigger, at), () -> failedReads++);
  }

  private void count(int trigger, Instant fetchedAt) {
    if (firstRound.isComplete()) {
      double age = Fleet.nanos(fetchedAt, fleet.now()) / 1e9;
      if (scene.isSettled(fleet.elapsedNanos(), recovery.isComplete())) {
        ages.add(age);
      } else {
        worstLeftOut = Math.max(worstLeftOut, age);
      }
    } else if (firstRound.complete(trigger, fetchedAt)) {
      firstRequests = fleet.api().traffic().requests();
      firstQueries = fleet.api().traffic().queries();
    }
    if (!recovery.isComplete() && !fetchedAt.isBefore(outageEnd)) {
      recovery.complete(trigger, fetchedAt);
    }
  }

  private Day day(long reads) {
    DatadogApi api = fleet.api();
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
        Fleet.nanos(outageEnd, recovery.last()) / 1e9,
        worstLeftOut,
        fleet.readings());
  }
}
