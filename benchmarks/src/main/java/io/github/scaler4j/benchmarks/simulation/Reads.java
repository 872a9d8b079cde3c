package io.github.scaler4j.benchmarks.simulation;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * When which trigger is read: each at a random phase, every 30 s by the poll loop and every 15 s by
 * the HorizontalPodAutoscaler, so that all repeats every 30 s.
 */
final class Reads {

  static final long CYCLE_NANOS = Scene.POLL.toNanos();

  private final long[] offsets;
  private final int[] triggers;

  private Reads(long[] offsets, int[] triggers) {
    this.offsets = offsets;
    this.triggers = triggers;
  }

  static Reads of(Scene scene, long seed) {
    Random random = new Random(seed);
    long sync = Scene.HPA_SYNC.toNanos();
    int perCycle = 1 + (int) (CYCLE_NANOS / sync);
    long[] offsets = new long[scene.triggers() * perCycle];
    for (int trigger = 0; trigger < scene.triggers(); trigger++) {
      boolean burst = scene.kind() == Scene.Kind.BURST;
      long poll = burst ? 0 : (long) (random.nextDouble() * CYCLE_NANOS);
      long hpa = burst ? 0 : (long) (random.nextDouble() * sync);
      offsets[trigger * perCycle] = poll;
      for (int i = 1; i < perCycle; i++) {
        offsets[trigger * perCycle + i] = hpa + (i - 1) * sync;
      }
    }
    int[] order =
        IntStream.range(0, offsets.length)
            .boxed()
            .sorted((a, b) -> Long.compare(offsets[a], offsets[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Reads(
        IntStream.of(order).mapToLong(i -> offsets[i]).toArray(),
        IntStream.of(order).map(i -> i / perCycle).toArray());
  }

  int perCycle() {
    return triggers.length;
  }

  int trigger(int i) {
    return triggers[i];
  }

  /** Returns the moment of a cycle's i-th read, in nanoseconds since its begin. */
  long offsetNanos(int i) {
    return offsets[i];
  }
}
