package io.github.scaler4j.benchmarks.comparison;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks after delays in the time of a {@link FastClock} with the same factor. */
final class FastScheduler extends ScheduledThreadPoolExecutor {

  private final double factor;

  FastScheduler(double factor) {
    super(
        1,
        task -> {
          Thread thread = new Thread(task, "fast-scheduler");
          thread.setDaemon(true);
          return thread;
        });
    this.factor = factor;
    setRemoveOnCancelPolicy(true);
  }

  private long realNanos(long delay, TimeUnit unit) {
    return (long) (unit.toNanos(delay) / factor);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return super.schedule(command, realNanos(delay, unit), TimeUnit.NANOSECONDS);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return super.schedule(callable, realNanos(delay, unit), TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return super.scheduleAtFixedRate(
        command, realNanos(initialDelay, unit), realNanos(period, unit), TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return super.scheduleWithFixedDelay(
        command, realNanos(initialDelay, unit), realNanos(delay, unit), TimeUnit.NANOSECONDS);
  }
}
