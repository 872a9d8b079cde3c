package io.github.scaler4j.benchmarks;

import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The times of all reads: every 30 s by KEDA's poll loop and every 15 s by the
 * HorizontalPodAutoscaler. The schedule repeats every 30 s.
 */
public final class ReadSchedule {

  /** How often KEDA's poll loop reads a trigger, by default. */
  public static final Duration POLL = Duration.ofSeconds(30);

  /** How often the HorizontalPodAutoscaler reads a trigger, by default. */
  public static final Duration HPA_SYNC = Duration.ofSeconds(15);

  private static final long CYCLE_NANOS = POLL.toNanos();
  private static final int PER_CYCLE = 1 + (int) (CYCLE_NANOS / HPA_SYNC.toNanos());

  private final long[] offsets;
  private final int[] triggers;
  private final boolean[] polls;

  private ReadSchedule(long[] unordered) {
    int[] order =
        IntStream.range(0, unordered.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> unordered[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    offsets = IntStream.of(order).mapToLong(i -> unordered[i]).toArray();
    triggers = IntStream.of(order).map(i -> i / PER_CYCLE).toArray();
    polls = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      polls[i] = order[i] % PER_CYCLE == 0;
    }
  }

  /** Gives each trigger a random phase. */
  public static ReadSchedule random(int triggers, long seed) {
    Random random = new Random(seed);
    long[] offsets = new long[triggers * PER_CYCLE];
    for (int trigger = 0; trigger < triggers; trigger++) {
      long poll = (long) (random.nextDouble() * CYCLE_NANOS);
      put(offsets, trigger, poll, (long) (random.nextDouble() * HPA_SYNC.toNanos()));
    }
    return new ReadSchedule(offsets);
  }

  /** Reads all triggers at the same moments. */
  public static ReadSchedule burst(int triggers) {
    long[] offsets = new long[triggers * PER_CYCLE];
    IntStream.range(0, triggers).forEach(trigger -> put(offsets, trigger, 0, 0));
    return new ReadSchedule(offsets);
  }

  private static void put(long[] offsets, int trigger, long poll, long sync) {
    offsets[trigger * PER_CYCLE] = poll;
    for (int i = 1; i < PER_CYCLE; i++) {
      offsets[trigger * PER_CYCLE + i] = sync + (i - 1) * HPA_SYNC.toNanos();
    }
  }

  /** Returns the trigger of a read; reads are counted from 0. */
  public int trigger(long read) {
    return triggers[(int) (read % triggers.length)];
  }

  /** Returns whether a read is the poll loop's, not the autoscaler's. */
  public boolean isPoll(long read) {
    return polls[(int) (read % polls.length)];
  }

  /** Returns the moment of a read in nanoseconds from the start. */
  public long dueNanos(long read) {
    return read / offsets.length * CYCLE_NANOS + offsets[(int) (read % offsets.length)];
  }
}
