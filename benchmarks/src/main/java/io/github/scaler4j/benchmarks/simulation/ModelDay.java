package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.ReadSchedule;
import java.time.Duration;
import java.util.Arrays;

/**
 * A day without batches, as a model: only what is asked of Datadog matters, and that is known.
 *
 * <p>KEDA asks at each read, and once more at once if the answer is an error
 * (pkg/scaling/cache/scalers_cache.go). Single flight asks when the value is older than the
 * freshness, and never twice.
 */
final class ModelDay {

  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

  private final Scene scene;
  private final long othersEveryNanos;
  private long othersNextNanos;
  private long period = -1;
  private long spent;
  private long requests;
  private long refused;

  private ModelDay(Scene scene) {
    this.scene = scene;
    this.othersEveryNanos = scene.othersEvery().toNanos();
    this.othersNextNanos = othersEveryNanos == 0 ? Long.MAX_VALUE : 0;
  }

  static Row naive(Scene scene) {
    return new ModelDay(scene).run("naive", 0, 2);
  }

  static Row singleFlight(Scene scene) {
    return new ModelDay(scene).run("single-flight", Scene.FRESH_FOR.toNanos(), 1);
  }

  private Row run(String way, long freshNanos, int attempts) {
    ReadSchedule schedule = scene.schedule();
    long[] fetchedAt = new long[scene.triggers()];
    Arrays.fill(fetchedAt, Long.MIN_VALUE / 2);
    Ages ages = new Ages();
    long failed = 0;
    long read = 0;
    for (long now; (now = schedule.dueNanos(read)) < Scene.DAY.toNanos(); read++) {
      int trigger = schedule.trigger(read);
      if (now - fetchedAt[trigger] >= freshNanos) {
        if (!fetch(trigger, now, attempts)) {
          failed++;
          continue;
        }
        fetchedAt[trigger] = now;
      }
      ages.add((now - fetchedAt[trigger]) / 1e9);
    }
    return Row.of(scene, way, read, failed, requests, refused, 1.0 / Scene.BATCH, ages);
  }

  private boolean fetch(int trigger, long now, int attempts) {
    for (int i = 0; i < attempts; i++) {
      if (request(trigger, now)) {
        return true;
      }
    }
    return false;
  }

  /** Sends a request; returns whether it brings a value. */
  private boolean request(int trigger, long now) {
    requests++;
    if (scene.isDown(now)) {
      return false;
    }
    for (; othersNextNanos <= now; othersNextNanos += othersEveryNanos) {
      admits(othersNextNanos);
    }
    if (!admits(now)) {
      refused++;
      return false;
    }
    return !scene.isBad(trigger);
  }

  private boolean admits(long now) {
    if (now / HOUR_NANOS != period) {
      period = now / HOUR_NANOS;
      spent = 0;
    }
    if (spent >= scene.limitAt(now)) {
      return false;
    }
    spent++;
    return true;
  }
}
