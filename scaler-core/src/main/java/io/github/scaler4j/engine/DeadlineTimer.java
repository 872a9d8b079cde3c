package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks at the deadlines of futures.
 *
 * <p>Thread-safe. Nearly all futures end long before their deadlines. A scheduler's timer for each
 * would be set and cancelled needlessly, under the scheduler's lock. So a single timer waits for
 * the earliest deadline, and then for the next one. Each task still runs at its own deadline, and
 * tasks of the same deadline run in the order of their start.
 */
public final class DeadlineTimer {

  private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  // The caller's scheduler may drop tasks. One this late counts as lost.
  private static final long LOST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final SourceContext context;
  private final AtomicLong started = new AtomicLong();
  private final ConcurrentSkipListMap<Moment, Runnable> tasks = new ConcurrentSkipListMap<>();
  private final AtomicReference<@Nullable Alarm> alarm = new AtomicReference<>();

  /**
   * Creates a timer without deadlines.
   *
   * @param context time and scheduler
   */
  public DeadlineTimer(SourceContext context) {
    this.context = requireNonNull(context, "context");
  }

  /**
   * Runs a task at a deadline, unless a future completes first.
   *
   * @param future its completion removes the task; it fails with the task's exception, and with
   *     what the scheduler throws instead of rejecting a task
   * @param deadline when the task runs
   * @param onDeadline the task; must be short, because it runs on the scheduler's thread
   * @return false if the scheduler takes no task, because it has been shut down
   */
  public boolean start(CompletableFuture<?> future, Deadline deadline, Runnable onDeadline) {
    if (future.isDone()) {
      return true;
    }
    Moment moment = new Moment(deadline.atNanos(), started.getAndIncrement());
    tasks.put(moment, () -> run(onDeadline, future));
    try {
      if (!arm(deadline)) {
        tasks.remove(moment);
        return false;
      }
    } catch (Throwable e) {
      // Otherwise the reader would be lost: it would have no deadline, and nothing would notify it.
      tasks.remove(moment);
      future.completeExceptionally(e);
      return true;
    }
    Backstop.whenDone(future, (value, fault) -> forget(moment), fault -> {});
    return true;
  }

  private void forget(Moment moment) {
    tasks.remove(moment);
    Alarm last = alarm.get();
    if (last == null || !tasks.isEmpty() || !alarm.compareAndSet(last, null)) {
      return;
    }
    last.cancel();
    // A task that was started in the meantime relied on that alarm.
    armNext();
  }

  private void armNext() {
    Map.Entry<Moment, Runnable> first = tasks.firstEntry();
    if (first != null) {
      boolean unused = arm(first.getKey().deadline());
    }
  }

  private static void run(Runnable onDeadline, CompletableFuture<?> future) {
    try {
      onDeadline.run();
    } catch (Throwable e) {
      future.completeExceptionally(e);
    }
  }

  /**
   * Makes sure that an alarm goes off by a deadline; returns false if the scheduler rejects the
   * task, and throws what else the scheduler throws.
   */
  private boolean arm(Deadline deadline) {
    if (context.scheduler().isShutdown()) {
      // A scheduler may discard tasks silently.
      return false;
    }
    while (true) {
      Alarm earlier = alarm.get();
      if (earlier != null && earlier.serves(deadline)) {
        return true;
      }
      Alarm next = new Alarm(deadline);
      if (alarm.compareAndSet(earlier, next)) {
        if (earlier != null) {
          earlier.cancel();
        }
        return next.set();
      }
    }
  }

  private void onAlarm(Alarm rung) {
    // Cleared first, so that a task that is started from now on sets a new alarm.
    if (!alarm.compareAndSet(rung, null)) {
      return;
    }
    Map.Entry<Moment, Runnable> first = tasks.firstEntry();
    while (first != null && hasCome(first.getKey().deadline(), rung)) {
      // Tasks of futures that have completed are not run.
      if (tasks.remove(first.getKey(), first.getValue())) {
        first.getValue().run();
      }
      first = tasks.firstEntry();
    }
    armNext();
  }

  // The scheduler's alarm counts too, because the caller's clock may be stopped.
  private boolean hasCome(Deadline deadline, Alarm rung) {
    return !deadline.isAfter(rung.deadline) || deadline.isOver(context.time());
  }

  /**
   * Returns whether something that should have ended by a deadline is so late that the scheduler
   * must have lost its task.
   *
   * @param deadline when it had to end at the latest
   * @param time supplies the current time
   */
  public static boolean isLost(Deadline deadline, TimeSource time) {
    return time.nanoTime() - deadline.atNanos() >= LOST_NANOS;
  }

  /**
   * Returns the time that is left in milliseconds, for a message. Rounded up, so the time already
   * spent does not show.
   */
  static long millisLeft(Deadline deadline, TimeSource time) {
    long nanos = deadline.leftNanos(time);
    return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
  }

  /** The position of a task among all tasks of a timer. */
  private record Moment(long atNanos, long number) implements Comparable<Moment> {

    Deadline deadline() {
      return new Deadline(atNanos);
    }

    // By difference, because the clock may wrap.
    @Override
    public int compareTo(Moment other) {
      int byTime = Long.signum(atNanos - other.atNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /** The scheduler's timer for the earliest deadline. */
  private final class Alarm {

    private final Deadline deadline;
    private volatile @Nullable Future<?> timer;

    Alarm(Deadline deadline) {
      this.deadline = deadline;
    }

    /** Returns whether it goes off by another deadline, and is not lost. */
    boolean serves(Deadline other) {
      return !deadline.isAfter(other) && !isLost(deadline, context.time());
    }

    boolean set() {
      try {
        timer =
            context
                .scheduler()
                .schedule(
                    () -> onAlarm(this), deadline.leftNanos(context.time()), TimeUnit.NANOSECONDS);
        return true;
      } catch (RejectedExecutionException e) {
        alarm.compareAndSet(this, null);
        return false;
      } catch (Throwable e) {
        alarm.compareAndSet(this, null);
        throw e;
      }
    }

    void cancel() {
      Future<?> set = timer;
      if (set != null) {
        set.cancel(false);
      }
    }
  }
}
