package io.github.scaler4j.clusteragent;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets so many reads of one agent be under way; the others wait their turn, in order. */
final class ParallelBound {

  private final int bound;
  private final SourceContext context;
  private final Object lock = new Object();
  private final ArrayDeque<Turn<?>> waiting = new ArrayDeque<>();
  private int running;
  private boolean closed;

  ParallelBound(int bound, SourceContext context) {
    this.bound = bound;
    this.context = context;
  }

  /**
   * Runs a read when it is its turn.
   *
   * @param timeout for the wait and the read
   * @param read starts the read, given the time that is left; throws nothing
   */
  <T> CompletableFuture<T> run(Duration timeout, Function<Duration, CompletableFuture<T>> read) {
    Turn<T> turn = new Turn<>(context.time().nanoTime() + timeout.toNanos(), read);
    synchronized (lock) {
      if (closed) {
        turn.result.completeExceptionally(AgentConnections.closedFault());
        return turn.result;
      }
      if (running == bound) {
        waiting.add(turn);
        turn.expiry =
            context
                .scheduler()
                .schedule(() -> expire(turn, timeout), timeout.toNanos(), TimeUnit.NANOSECONDS);
        return turn.result;
      }
      running++;
    }
    start(turn);
    return turn.result;
  }

  private <T> void start(Turn<T> turn) {
    ScheduledFuture<?> expiry = turn.expiry;
    if (expiry != null) {
      expiry.cancel(false);
    }
    long left = Math.max(1, turn.deadlineNanos - context.time().nanoTime());
    var unused =
        turn.read
            .apply(Duration.ofNanos(left))
            .whenComplete(
                (value, failure) -> {
                  next();
                  if (failure == null) {
                    turn.result.complete(value);
                  } else {
                    turn.result.completeExceptionally(failure);
                  }
                });
  }

  private void next() {
    Turn<?> turn;
    synchronized (lock) {
      turn = waiting.poll();
      if (turn == null) {
        running--;
        return;
      }
    }
    start(turn);
  }

  private void expire(Turn<?> turn, Duration timeout) {
    synchronized (lock) {
      if (!waiting.remove(turn)) {
        return;
      }
    }
    turn.result.completeExceptionally(
        new TransportException(
            "no turn within "
                + timeout.toMillis()
                + " ms: "
                + bound
                + " reads of this agent were under way (maxParallelRequests)",
            null));
  }

  /** Fails those who wait, and whoever comes later. */
  void close() {
    ArrayDeque<Turn<?>> left;
    synchronized (lock) {
      closed = true;
      left = new ArrayDeque<>(waiting);
      waiting.clear();
    }
    for (Turn<?> turn : left) {
      ScheduledFuture<?> expiry = turn.expiry;
      if (expiry != null) {
        expiry.cancel(false);
      }
      turn.result.completeExceptionally(AgentConnections.closedFault());
    }
  }

  private static final class Turn<T> {
    final CompletableFuture<T> result = new CompletableFuture<>();
    final long deadlineNanos;
    final Function<Duration, CompletableFuture<T>> read;
    volatile @Nullable ScheduledFuture<?> expiry;

    Turn(long deadlineNanos, Function<Duration, CompletableFuture<T>> read) {
      this.deadlineNanos = deadlineNanos;
      this.read = read;
    }
  }
}
