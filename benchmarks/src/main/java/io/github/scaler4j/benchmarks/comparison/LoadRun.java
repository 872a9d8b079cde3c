package io.github.scaler4j.benchmarks.comparison;

import com.sun.management.OperatingSystemMXBean;
import io.github.scaler4j.benchmarks.ReadSchedule;
import io.github.scaler4j.benchmarks.comparison.Readers.Reader;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Addresses;
import io.github.scaler4j.benchmarks.comparison.UpstreamMessages.Counts;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleConsumer;

/** One run: opens the scalers, reads them on schedule, measures, and closes them. */
final class LoadRun {

  private static final long SEED = 20260101;
  private static final long PARK_BELOW_NANOS = 20_000;
  private static final long SHOW_EVERY_NANOS = 200_000_000;
  private static final OperatingSystemMXBean OS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Load load;
  private final Upstream upstream;
  private final DoubleConsumer progress;
  private final ReadSchedule schedule;
  private final boolean heapCounted;
  private final long originMicros;
  private final Recording warmUp = new Recording();
  private final Recording recording = new Recording();
  private final Phaser underWay = new Phaser(1);
  private long begin;

  private LoadRun(
      Load load,
      Upstream upstream,
      DoubleConsumer progress,
      boolean heapCounted,
      long originMicros) {
    this.load = load;
    this.heapCounted = heapCounted;
    this.upstream = upstream;
    this.progress = progress;
    this.schedule = ReadSchedule.random(load.scalers(), SEED);
    this.originMicros = originMicros;
  }

  /**
   * Runs the load.
   *
   * @param progress receives the completed part from time to time, from 0 to 1
   * @throws InterruptedException if the thread is interrupted; all is closed then
   */
  static Outcome run(Load load, Upstream upstream, DoubleConsumer progress)
      throws InterruptedException {
    return run(load, upstream, progress, true);
  }

  /** The same; without the heap it takes seconds less. */
  static Outcome run(Load load, Upstream upstream, DoubleConsumer progress, boolean heapCounted)
      throws InterruptedException {
    Addresses addresses = upstream.start(load);
    return new LoadRun(load, upstream, progress, heapCounted, addresses.originMicros())
        .measure(addresses);
  }

  private Outcome measure(Addresses addresses) throws InterruptedException {
    Counts counts;
    long cpuNanos;
    long heapBytes;
    try (Reader<?> reader = Readers.open(load, addresses)) {
      begin = System.nanoTime();
      long next = readUntil(load.warmUp(), 0, reader, warmUp);
      Counts countsBefore = upstream.counts();
      long cpuBefore = OS.getProcessCpuTime();
      readUntil(load.warmUp().plus(load.measured()), next, reader, recording);
      cpuNanos = OS.getProcessCpuTime() - cpuBefore;
      counts = upstream.counts().minus(countsBefore);
      awaitTheLast();
      heapBytes = heapCounted ? LiveHeap.count().total() : 0;
    }
    heapBytes -= heapCounted ? LiveHeap.settled().total() : 0;
    return outcome(counts, cpuNanos, heapBytes);
  }

  private long readUntil(Duration end, long first, Reader<?> reader, Recording into)
      throws InterruptedException {
    long read = first;
    long lastShown = 0;
    long stop = begin + load.real(end).toNanos();
    for (; schedule.dueNanos(read) < end.toNanos(); read++) {
      long due = begin + (long) (schedule.dueNanos(read) / load.acceleration());
      waitUntil(due);
      long now = System.nanoTime();
      if (now - stop > 0) {
        into.skip();
        continue;
      }
      if (now - lastShown > SHOW_EVERY_NANOS) {
        lastShown = now;
        progress.accept((double) (now - begin) / load.realLength().toNanos());
      }
      into.begin(now - due);
      read(reader, schedule.trigger(read), into);
    }
    waitUntil(stop);
    return read;
  }

  private static void waitUntil(long due) throws InterruptedException {
    for (long left = due - System.nanoTime();
        left > PARK_BELOW_NANOS;
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private <R> void read(Reader<R> reader, int trigger, Recording into) {
    long asked = System.nanoTime();
    CompletableFuture<R> reading = reader.read(trigger);
    boolean atOnce = reading.isDone();
    underWay.register();
    var unused =
        reading.whenComplete(
            (value, fault) -> {
              if (fault == null) {
                into.complete(atOnce, System.nanoTime() - asked);
                into.age(age(reader.value().applyAsDouble(value)));
              }
              underWay.arriveAndDeregister();
            });
  }

  /** Returns a value's age; the value encodes when it was computed. */
  private double age(double value) {
    return (UpstreamMessages.microsNow() - originMicros - value) / 1e6 * load.acceleration();
  }

  private void awaitTheLast() throws InterruptedException {
    int phase = underWay.arrive();
    try {
      underWay.awaitAdvanceInterruptibly(phase, 3 * Load.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Late reads count as failed: no autoscaler waits that long.
      return;
    }
  }

  private Outcome outcome(Counts counts, long cpuNanos, long heapBytes) {
    double hours = load.measuredHours();
    long values = recording.values();
    return new Outcome(
        load.mode(),
        load.scalers(),
        load.acceleration(),
        hours,
        values,
        recording.begun() - values,
        recording.skipped(),
        counts.requests() / hours,
        counts.refused() / hours,
        counts.requests() == 0 ? 0 : (double) counts.queries() / counts.requests(),
        counts.agentRequests() / hours,
        recording.ageSeconds(),
        recording.atOnceMicros(),
        recording.fetchingMillis(),
        cpuNanos / 1e9 / hours,
        (double) heapBytes / load.scalers(),
        recording.lateMillis());
  }
}
