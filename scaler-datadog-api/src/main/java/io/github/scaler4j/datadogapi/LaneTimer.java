package io.github.scaler4j.datadogapi;

import io.github.scaler4j.source.SourceContext;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Wakes a lane at the earliest requested moment. Confined to the lane's lock. */
final class LaneTimer {

  private final SourceContext context;
  private final Runnable wakeUp;
  private @Nullable ScheduledFuture<?> pending;
  private long pendingNanos;

  /**
   * Creates a timer that waits for nothing.
   *
   * @param wakeUp runs on the scheduler's thread, without the lane's lock
   */
  LaneTimer(SourceContext context, Runnable wakeUp) {
    this.context = context;
    this.wakeUp = wakeUp;
  }

  /**
   * Wakes the lane at that moment or earlier.
   *
   * @param moment empty for no wake-up
   * @return false if the scheduler takes no task, for example because it was shut down before the
   *     lane
   */
  boolean wakeAt(OptionalLong moment) {
    return moment.isEmpty() || wakeAt(moment.getAsLong());
  }

  private boolean wakeAt(long nanos) {
    if (context.scheduler().isShutdown()) {
      return false;
    }
    long now = context.time().nanoTime();
    // If a moment has passed without a wake-up, its task may have been lost.
    if (pending != null && pendingNanos - nanos <= 0 && pendingNanos - now > 0) {
      return true;
    }
    stop();
    pendingNanos = nanos;
    try {
      pending = context.scheduler().schedule(wakeUp, nanos - now, TimeUnit.NANOSECONDS);
    } catch (Throwable e) {
      // Not thrown, because the plan's step must be performed. The readers' deadlines need the
      // scheduler too, and report what it throws.
      return false;
    }
    return true;
  }

  /** Records that the lane has been woken. */
  void onWake() {
    pending = null;
  }

  void stop() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
