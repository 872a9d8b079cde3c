package io.github.scaler4j.clusteragent;

import io.github.scaler4j.engine.Backstop;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

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
   * @param deadline for the wait and the read
   * @param read starts the read
   */
  <T> CompletableFuture<T> run(Deadline deadline, Supplier<CompletableFuture<T>> read) {
    Turn<T> turn = new Turn<>(read);
    boolean waits;
    synchronized (lock) {
      if (closed) {
        turn.result.completeExceptionally(AgentConnections.closedFault());
        return turn.result;
      }
      waits = running == bound;
      if (waits) {
        waiting.add(turn);
      } else {
        running++;
      }
    }
    if (!waits) {
      start(turn);
      return turn.result;
    }
    long millis = deadline.left(context.time()).toMillis();
    if (!DeadlineTimer.start(turn.result, deadline, context, () -> expire(turn, millis))) {
      expire(turn, millis);
    }
    return turn.result;
  }

  private <T> void start(Turn<T> turn) {
    CompletableFuture<T> read;
    try {
      read = turn.read.get();
    } catch (RuntimeException | Error e) {
      read = CompletableFuture.failedFuture(e);
    }
    Backstop.whenDone(
        read,
        (value, failure) -> {
          next();
          if (failure == null) {
            turn.result.complete(value);
          } else {
            turn.result.completeExceptionally(failure);
          }
        },
        turn.result::completeExceptionally);
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

  private void expire(Turn<?> turn, long millis) {
    synchronized (lock) {
      if (!waiting.remove(turn)) {
        return;
      }
    }
    turn.result.completeExceptionally(
        new TransportException(
            "no turn within "
                + millis
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
      turn.result.completeExceptionally(AgentConnections.closedFault());
    }
  }

  private static final class Turn<T> {
    final CompletableFuture<T> result = new CompletableFuture<>();
    final Supplier<CompletableFuture<T>> read;

    Turn(Supplier<CompletableFuture<T>> read) {
      this.read = read;
    }
  }
}
