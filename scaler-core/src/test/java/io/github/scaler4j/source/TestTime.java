package io.github.scaler4j.engine;

import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Time that a test moves, and a scheduler that uses it. Tasks run on the test's thread. */
final class EngineTime extends ScheduledThreadPoolExecutor implements TimeSource {

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.<Task>comparingLong(task -> task.dueNanos)
              .thenComparingLong(task -> task.order));
  private long nanos = -TimeUnit.HOURS.toNanos(1);
  private long order;

  EngineTime() {
    super(1);
  }

  SourceContext context() {
    return context(SourceListener.NONE);
  }

  SourceContext context(SourceListener listener) {
    return SourceContext.builder(this, this, Runnable::run).listener(listener).build();
  }

  Deadline in(Duration timeout) {
    return Deadline.in(timeout, this);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(nanoTime());
  }

  void advance(Duration step) {
    long target = nanoTime() + step.toNanos();
    for (Task next = poll(target); next != null; next = poll(target)) {
      next.run();
    }
    moveTo(target);
  }

  private synchronized @Nullable Task poll(long target) {
    Task first = tasks.peek();
    if (first == null || first.dueNanos > target) {
      return null;
    }
    moveTo(Math.max(nanos, first.dueNanos));
    return tasks.poll();
  }

  private synchronized void moveTo(long target) {
    nanos = target;
  }

  /** Returns how many tasks are waiting. */
  synchronized int waiting() {
    return tasks.size();
  }

  /** Drops all tasks, like a scheduler that loses them. */
  synchronized void loseAll() {
    tasks.clear();
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    if (isShutdown()) {
      throw new RejectedExecutionException("shut down");
    }
    Task scheduled = new Task(task, nanos + unit.toNanos(delay), order++);
    tasks.add(scheduled);
    return scheduled;
  }

  private synchronized void remove(Task task) {
    tasks.remove(task);
  }

  private final class Task extends FutureTask<@Nullable Void> implements ScheduledFuture<Void> {
    private final long dueNanos;
    private final long order;

    Task(Runnable task, long dueNanos, long order) {
      super(task, null);
      this.dueNanos = dueNanos;
      this.order = order;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      EngineTime.this.remove(this);
      return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
