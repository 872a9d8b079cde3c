package io.github.scaler4j.benchmarks.comparison;

import com.sun.management.OperatingSystemMXBean;
import io.github.scaler4j.benchmarks.comparison.Upstream.Addresses;
import io.github.scaler4j.benchmarks.comparison.Upstream.Counts;
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
  private static final long TELL_EVERY_NANOS = 200_000_000;
  private static final OperatingSystemMXBean OS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Load load;
  private final Upstream upstream;
  private final DoubleConsumer progress;
  private final ReadSchedule schedule;
  private final Recording warmUp = new Recording();
  private final Recording recording = new Recording();
  private final Phaser underWay = new Phaser(1);

  private LoadRun(Load load, Upstream upstream, DoubleConsumer progress) {
    this.load = load;
    this.upstream = upstream;
    this.progress = progress;
    this.schedule = new ReadSchedule(load.scalers(), SEED);
  }

  /**
   * Runs.
   *
   * @param load what to do
   * @param upstream where the servers are
   * @param progress is told now and then which part is done, from 0 to 1
   * @return what came of it
   * @throws InterruptedException if the thread is interrupted; all is closed then
   */
  static Outcome run(Load load, Upstream upstream, DoubleConsumer progress)
      throws InterruptedException {
    Addresses addresses = upstream.start(load);
    LoadRun run = new LoadRun(load, upstream, progress);
    return load.way() == Way.NAIVE
        ? run.measure(() -> new NaiveReader(load, addresses), addresses.originMicros())
        : run.measure(() -> new ScalerReader(load, addresses), addresses.originMicros());
  }

  /** Opens the readers of a run. */
  private interface Opening<R> {
    MetricReader<R> open();
  }

  private <R> Outcome measure(Opening<R> opening, long originMicros) throws InterruptedException {
    Result result;
    try (MetricReader<R> reader = opening.open()) {
      long begin = System.nanoTime();
      long next = readUntil(load.warmUp(), 0, begin, reader, warmUp, originMicros);
      Counts countsBefore = upstream.counts();
      long cpuBefore = OS.getProcessCpuTime();
      Duration end = load.warmUp().plus(load.measured());
      readUntil(end, next, begin, reader, recording, originMicros);
      long cpu = OS.getProcessCpuTime() - cpuBefore;
      Counts counts = upstream.counts().minus(countsBefore);
      awaitTheLast();
      result = new Result(counts, cpu, LiveHeap.totalNow());
    }
    return outcome(result, LiveHeap.settled().total());
  }

  /** What was counted while the scalers were open. */
  private record Result(Counts counts, long cpuNanos, long heapBytes) {}

  private <R> long readUntil(
      Duration end,
      long first,
      long begin,
      MetricReader<R> reader,
      Recording into,
      long originMicros)
      throws InterruptedException {
    long read = first;
    long told = 0;
    long stop = begin + load.real(end).toNanos();
    for (; schedule.dueNanos(read) < end.toNanos(); read++) {
      long due = begin + (long) (schedule.dueNanos(read) / load.acceleration());
      waitUntil(due);
      long now = System.nanoTime();
      if (now - stop > 0) {
        into.skipped();
        continue;
      }
      if (now - told > TELL_EVERY_NANOS) {
        told = now;
        progress.accept((double) (now - begin) / load.realLength().toNanos());
      }
      into.begun(now - due);
      read(reader, schedule.scaler(read), into, originMicros);
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

  private <R> void read(MetricReader<R> reader, int scaler, Recording into, long originMicros) {
    long begin = System.nanoTime();
    CompletableFuture<R> reading = reader.read(scaler);
    if (reading.isDone()) {
      long nanos = System.nanoTime() - begin;
      if (!reading.isCompletedExceptionally()) {
        into.atOnce(nanos);
        into.age(age(reader.value(reading.join()), originMicros));
      }
      return;
    }
    underWay.register();
    var unused =
        reading.whenComplete(
            (value, fault) -> {
              if (fault == null) {
                into.fetched(System.nanoTime() - begin);
                into.age(age(reader.value(value), originMicros));
              }
              underWay.arriveAndDeregister();
            });
  }

  /** A value tells when it was computed. */
  private double age(double value, long originMicros) {
    return (Micros.now() - originMicros - value) / 1e6 * load.acceleration();
  }

  private void awaitTheLast() throws InterruptedException {
    int phase = underWay.arrive();
    try {
      underWay.awaitAdvanceInterruptibly(phase, 3 * Load.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // They have failed: nobody waits that long.
      return;
    }
  }

  private Outcome outcome(Result result, long heapAfter) {
    Counts counts = result.counts();
    double hours = load.measuredHours();
    long values = recording.values();
    return new Outcome(
        load.way(),
        load.scalers(),
        load.acceleration(),
        hours,
        values,
        recording.begun() - values,
        recording.skips(),
        counts.requests() / hours,
        counts.refused() / hours,
        counts.requests() == 0 ? 0 : (double) counts.queries() / counts.requests(),
        counts.agentRequests() / hours,
        recording.ageSeconds(),
        recording.atOnceMicros(),
        recording.fetchingMillis(),
        result.cpuNanos() / 1e9 / hours,
        (double) (result.heapBytes() - heapAfter) / load.scalers(),
        recording.lateMillis());
  }
}
