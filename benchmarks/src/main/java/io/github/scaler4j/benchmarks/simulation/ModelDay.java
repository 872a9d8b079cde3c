package io.github.scaler4j.benchmarks.simulation;

import io.github.scaler4j.benchmarks.ReadSchedule;
import java.time.Duration;
import java.util.Arrays;

/**
 * A model of a day without batches: only the requests to Datadog matter, and they are known.
 *
 * <p>KEDA sends a request at each read, and another at once if the answer is an error
 * (pkg/scaling/cache/scalers_cache.go). Up to 2.20 that is six calls per minute and trigger. Since
 * pull request 8031 the poll loop uses the result of the autoscaler's last read for triggers that
 * don't scale to zero, which leaves four. Single flight sends a request when the value is older
 * than the freshness, and never a second one.
 */
final class ModelDay {

  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

  private static final long NEVER = Long.MIN_VALUE / 2;

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

  /** Runs KEDA up to 2.20. */
  static Row naive(Scene scene) {
    return new ModelDay(scene).run(Row.NAIVE, 0, 2, true);
  }

  /** Runs KEDA after pull request 8031, with triggers that don't scale to zero. */
  static Row naiveWithoutPolls(Scene scene) {
    return new ModelDay(scene).run(Row.NAIVE_WITHOUT_POLLS, 0, 2, false);
  }

  static Row singleFlight(Scene scene) {
    return new ModelDay(scene).run(Row.SINGLE_FLIGHT, Scene.FRESH_FOR.toNanos(), 1, true);
  }

  private Row run(String way, long freshNanos, int attempts, boolean pollsAsk) {
    ReadSchedule schedule = scene.schedule();
    long[] fetchedAt = new long[scene.triggers()];
    Arrays.fill(fetchedAt, NEVER);
    Ages ages = new Ages();
    long failed = 0;
    long read = 0;
    for (long now; (now = schedule.dueNanos(read)) < scene.length().toNanos(); read++) {
      int trigger = schedule.trigger(read);
      boolean asks = pollsAsk || !schedule.isPoll(read);
      if (asks && now - fetchedAt[trigger] >= freshNanos) {
        fetchedAt[trigger] = fetch(trigger, now, attempts) ? now : NEVER;
      }
      if (fetchedAt[trigger] == NEVER) {
        failed++;
        continue;
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

  /** Sends a request; returns whether it returned a value. */
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
