package io.github.scaler4j.benchmarks.simulation;

import java.util.Arrays;

/**
 * The ways that don't batch, as a model: only what they ask of Datadog matters, and that is known.
 *
 * <p>KEDA asks at every read, and once more at once if the answer is an error
 * (pkg/scaling/cache/scalers_cache.go). Single flight alone asks again only when the value is older
 * than the freshness, and never twice.
 */
final class PlainWays {

  private PlainWays() {}

  static Row naive(Scene scene, Reads reads) {
    PlainDatadog datadog = new PlainDatadog(scene);
    Ages ages = new Ages();
    long failed = 0;
    long count = 0;
    for (long cycle = 0; cycle < Scene.DAY.toNanos(); cycle += Reads.CYCLE_NANOS) {
      for (int i = 0; i < reads.perCycle(); i++) {
        long now = cycle + reads.offsetNanos(i);
        int trigger = reads.trigger(i);
        count++;
        boolean answered = datadog.request(trigger, now);
        if (!answered) {
          answered = datadog.request(trigger, now);
        }
        if (answered) {
          ages.add(0);
        } else {
          failed++;
        }
      }
    }
    return row(scene, "naive", count, failed, datadog, ages);
  }

  static Row singleFlight(Scene scene, Reads reads) {
    PlainDatadog datadog = new PlainDatadog(scene);
    long[] fetchedAt = new long[scene.triggers()];
    Arrays.fill(fetchedAt, Long.MIN_VALUE / 2);
    Ages ages = new Ages();
    long failed = 0;
    long count = 0;
    for (long cycle = 0; cycle < Scene.DAY.toNanos(); cycle += Reads.CYCLE_NANOS) {
      for (int i = 0; i < reads.perCycle(); i++) {
        long now = cycle + reads.offsetNanos(i);
        int trigger = reads.trigger(i);
        count++;
        if (now - fetchedAt[trigger] >= Scene.FRESH_FOR.toNanos()) {
          if (!datadog.request(trigger, now)) {
            failed++;
            continue;
          }
          fetchedAt[trigger] = now;
        }
        ages.add((now - fetchedAt[trigger]) / 1e9);
      }
    }
    return row(scene, "single-flight", count, failed, datadog, ages);
  }

  private static Row row(
      Scene scene, String way, long reads, long failed, PlainDatadog datadog, Ages ages) {
    return Row.of(
        scene, way, reads, failed, datadog.requests(), datadog.refused(), 1.0 / Scene.BATCH, ages);
  }
}
