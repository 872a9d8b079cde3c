package io.github.scaler4j.benchmarks.comparison;

import java.util.Arrays;
import java.util.Random;

/**
 * When which trigger is read: each at a random phase, every 30 s by the poll loop and every 15 s by
 * the HorizontalPodAutoscaler, so that all repeats every 30 s.
 */
final class ReadSchedule {

  static final long CYCLE_NANOS = Load.POLL.toNanos();

  private static final int BITS_OF_SCALER = 24;

  // Sorted; the upper bits hold the time within the cycle, the lower ones the trigger.
  private final long[] entries;

  ReadSchedule(int scalers, long seed) {
    if (scalers >= 1 << BITS_OF_SCALER) {
      throw new IllegalArgumentException("scalers: " + scalers + " are too many");
    }
    Random random = new Random(seed);
    long sync = Load.HPA_SYNC.toNanos();
    int perCycle = 1 + (int) (CYCLE_NANOS / sync);
    entries = new long[scalers * perCycle];
    for (int scaler = 0; scaler < scalers; scaler++) {
      long hpa = (long) (random.nextDouble() * sync);
      entries[scaler * perCycle] = entry((long) (random.nextDouble() * CYCLE_NANOS), scaler);
      for (int i = 1; i < perCycle; i++) {
        entries[scaler * perCycle + i] = entry(hpa + (i - 1) * sync, scaler);
      }
    }
    Arrays.sort(entries);
  }

  private static long entry(long nanos, int scaler) {
    return nanos << BITS_OF_SCALER | scaler;
  }

  int scaler(long read) {
    return (int) (entries[(int) (read % entries.length)] & (1 << BITS_OF_SCALER) - 1);
  }

  /** Returns when the given read is due, counted from 0, in nanoseconds since the begin. */
  long dueNanos(long read) {
    return read / entries.length * CYCLE_NANOS
        + (entries[(int) (read % entries.length)] >> BITS_OF_SCALER);
  }
}
