package io.github.scaler4j;

import io.github.scaler4j.engine.CallerFuture;
import io.github.scaler4j.engine.DaemonThreads;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** A factory's scheduler and executor: the caller's, or its own daemon threads. */
final class ScalerThreads implements AutoCloseable {

  private final ScheduledExecutorService scheduler;
  private final Executor executor;
  private final @Nullable ScheduledExecutorService ownScheduler;
  private final @Nullable ExecutorService ownExecutor;
  private final @Nullable LostTimers lostTimers;

  ScalerThreads(
      @Nullable ScheduledExecutorService givenScheduler,
      @Nullable Executor givenExecutor,
      TimeSource time) {
    if (givenScheduler == null) {
      this.ownScheduler = newScheduler();
      this.scheduler = ownScheduler;
    } else {
      this.ownScheduler = null;
      this.scheduler = givenScheduler;
    }
    if (givenExecutor == null) {
      this.ownExecutor = Executors.newCachedThreadPool(new DaemonThreads("scaler4j-caller"));
      this.executor = ownExecutor;
    } else {
      this.ownExecutor = null;
      this.executor = givenExecutor;
    }
    this.lostTimers = time == TimeSource.system() ? new LostTimers(executor, time) : null;
  }

  /** Ends an asynchronous read at its deadline in case the caller's scheduler does not. */
  void watch(CallerFuture<?> read, String subject, Deadline deadline, Duration timeout) {
    if (lostTimers != null && ownScheduler == null) {
      lostTimers.watch(read, subject, deadline, timeout);
    }
  }

  /**
   * Ends a decision's reads in case nothing else does. The factory's own scheduler drops its tasks
   * when it is closed.
   *
   * @param timeout how long the reads take at most, from now
   */
  void watch(Readings readings, Duration timeout) {
    if (lostTimers != null) {
      lostTimers.watch(readings, timeout);
    }
  }

  private static ScheduledExecutorService newScheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, new DaemonThreads("scaler4j-scheduler"));
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  Executor executor() {
    return executor;
  }

  /** Stops the factory's own threads. The caller's keep running. */
  @Override
  public void close() {
    if (ownScheduler != null) {
      ownScheduler.shutdownNow();
    }
    if (ownExecutor != null) {
      // Callbacks of reads that have just failed still run.
      ownExecutor.shutdown();
    }
  }
}
