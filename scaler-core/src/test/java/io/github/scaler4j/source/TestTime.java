package io.github.scaler4j.source;

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
public final class TestTime extends ScheduledThreadPoolExecutor implements TimeSource {

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.<Task>comparingLong(task -> task.dueNanos)
              .thenComparingLong(task -> task.order));
  private final Instant zero;
  private long nanos;
  private long order;

  /** Creates a time an hour before 1970, whose nanoseconds are negative. */
  public TestTime() {
    this(Instant.EPOCH, -TimeUnit.HOURS.toNanos(1));
  }

  private TestTime(Instant zero, long nanos) {
    super(1);
    this.zero = zero;
    this.nanos = nanos;
  }

  /** Creates a time that starts at a moment, with any number of nanoseconds. */
  public static TestTime startingAt(Instant moment, long nanos) {
    return new TestTime(moment.minusNanos(nanos), nanos);
  }

  public SourceContext context() {
    return context(SourceListener.NONE);
  }

  public SourceContext context(SourceListener listener) {
    return SourceContext.builder(this, this, Runnable::run).listener(listener).build();
  }

  public Deadline in(Duration timeout) {
    return Deadline.in(timeout, this);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public Instant now() {
    return zero.plusNanos(nanoTime());
  }

  /** Moves the time, and runs the tasks that become due. */
  public void advance(Duration step) {
    long target = nanoTime() + step.toNanos();
    for (Task next = poll(target); next != null; next = poll(target)) {
      next.run();
    }
    jumpTo(target);
  }

  private synchronized @Nullable Task poll(long target) {
    Task first = tasks.peek();
    if (first == null || first.dueNanos > target) {
      return null;
    }
    jumpTo(Math.max(nanos, first.dueNanos));
    return tasks.poll();
  }

  /** Sets the nanoseconds without running tasks, to a past moment too. */
  public synchronized void jumpTo(long target) {
    nanos = target;
  }

  /** Returns how many tasks are waiting. */
  public synchronized int waiting() {
    return tasks.size();
  }

  /** Drops all tasks, like a scheduler that loses them. */
  public synchronized void loseAll() {
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
      TestTime.this.remove(this);
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
