package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.benchmarks.Triggers;
import io.github.scaler4j.fixtures.GroupOddity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Triggers in families, read by this library in virtual time, and what each of them should read.
 */
final class MergingFleet implements AutoCloseable {

  private static final long GRID = 10;

  private final MergingScene scene;
  private final FamilyFleet fleet;
  private final List<ToDoubleFunction<Instant>> truths = new ArrayList<>();

  MergingFleet(MergingScene scene) {
    this.scene = scene;
    this.fleet = new FamilyFleet(scene.limitPerHour(), scene.options(), scene.seed());
    if (scene.troubleFrom().isZero()) {
      makeTrouble();
    } else {
      fleet.at(scene.troubleFrom(), this::makeTrouble);
    }
    int family = 0;
    while (fleet.size() < scene.triggers()) {
      int size = scene.isMixed() ? 1 + family * 7 % 60 : MergingScene.FAMILY;
      addFamily(family++, Math.min(size, scene.triggers() - fleet.size()));
    }
  }

  private void makeTrouble() {
    MergingScene.Trouble trouble = scene.trouble();
    fleet.api().oddities(trouble.oddities().toArray(GroupOddity[]::new));
    fleet.api().mostGroups(trouble.mostGroups());
    fleet.api().refuseGroups(trouble.refusedStatus(), "Groups are not possible");
  }

  private void addFamily(int family, int size) {
    boolean gauge = family % 2 == 1;
    String metric = "shop.requests.f" + family;
    List<ToDoubleFunction<Instant>> own = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int seed = family * 1_000 + i;
      ToDoubleFunction<Instant> value = at -> value(seed, gauge, at);
      own.add(value);
      fleet.api().source(metric, value, service(family, i), "env:production");
    }
    if (scene.trouble().severalValues() && size > 1) {
      Instant from = Fleet.MIDNIGHT.plus(scene.troubleFrom());
      ToDoubleFunction<Instant> shared = at -> at.isBefore(from) ? Double.NaN : 1;
      fleet.api().source(metric, shared, service(family, 0), service(family, 1), "env:production");
      for (int i = 0; i < 2; i++) {
        ToDoubleFunction<Instant> alone = own.get(i);
        own.set(i, at -> aggregate(gauge, alone.applyAsDouble(at), shared.applyAsDouble(at)));
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
      fleet.add(Triggers.api(query));
    }
  }

  private static String service(int family, int member) {
    return "service:shop-%04d-part-%04dx".formatted(family, member);
  }

  private static double aggregate(boolean gauge, double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return Double.isNaN(one) ? other : one;
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
    long to = reading.fetchedAt().minus(FamilyFleet.LATENCY).getEpochSecond();
    for (long at = Math.floorDiv(to - 1, GRID) * GRID; at >= to - 90; at -= GRID) {
      double value = truths.get(trigger).applyAsDouble(Instant.ofEpochSecond(at));
      if (!Double.isNaN(value)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  FamilyFleet fleet() {
    return fleet;
  }

  @Override
  public void close() {
    fleet.close();
  }
}
