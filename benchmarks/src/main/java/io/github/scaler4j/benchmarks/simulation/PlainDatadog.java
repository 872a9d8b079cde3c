package io.github.scaler4j.benchmarks.simulation;

import java.time.Duration;

/**
 * What a request that carries one query meets at Datadog in a scene: the limit, and the trouble.
 */
final class PlainDatadog {

  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

  private final Scene scene;
  private final long othersEveryNanos;
  private long othersNextNanos;
  private long period = -1;
  private long spent;
  private long requests;
  private long refused;

  PlainDatadog(Scene scene) {
    this.scene = scene;
    this.othersEveryNanos = scene.othersEvery().toNanos();
    this.othersNextNanos = othersEveryNanos == 0 ? Long.MAX_VALUE : 0;
  }

  /** Sends a request; returns whether it brings a value. */
  boolean request(int trigger, long nowNanos) {
    requests++;
    if (scene.isDown(nowNanos)) {
      return false;
    }
    while (othersNextNanos <= nowNanos) {
      admits(othersNextNanos);
      othersNextNanos += othersEveryNanos;
    }
    if (!admits(nowNanos)) {
      refused++;
      return false;
    }
    return !scene.isBad(trigger);
  }

  private boolean admits(long nowNanos) {
    if (nowNanos / HOUR_NANOS != period) {
      period = nowNanos / HOUR_NANOS;
      spent = 0;
    }
    if (spent >= scene.limitAt(nowNanos)) {
      return false;
    }
    spent++;
    return true;
  }

  long requests() {
    return requests;
  }

  long refused() {
    return refused;
  }
}
