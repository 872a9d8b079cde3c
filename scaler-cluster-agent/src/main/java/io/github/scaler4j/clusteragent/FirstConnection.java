package io.github.scaler4j.clusteragent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.engine.NotAskedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request open an agent's connection while the others wait for it. The HTTP client opens a
 * connection for each request that finds none, so a fleet that starts at once would make one TLS
 * handshake per trigger.
 *
 * <p>Thread-safe. A request that takes long to open a connection does not block the others forever:
 * every second, one more request tries.
 */
final class FirstConnection {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration HEAD_START = Duration.ofMillis(2);

  private final String host;
  private final SourceContext context;
  private final DeadlineTimer timer;
  private final Object lock = new Object();

  @GuardedBy("lock") private final ArrayDeque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();

  @GuardedBy("lock") private int opening;

  @GuardedBy("lock") private int admissions;

  @GuardedBy("lock") private boolean ticking;

  @GuardedBy("lock") private long tickNanos;

  @GuardedBy("lock") private @Nullable SharedConnection connection;

  FirstConnection(String host, SourceContext context) {
    this.host = host;
    this.context = context;
    this.timer = new DeadlineTimer(context);
  }

  /**
   * Asks for permission to send a request.
   *
   * @return a future that completes when the request may be sent. True means that the request opens
   *     a connection, and {@link #onEnd} must follow. The future fails with a {@link
   *     NotAskedException} at the deadline
   */
  CompletableFuture<Boolean> enter(Deadline deadline) {
    CompletableFuture<Boolean> admission;
    synchronized (lock) {
      if (isOpen()) {
        return CompletableFuture.completedFuture(false);
      }
      admission = new CompletableFuture<>();
      waiting.add(admission);
    }
    long millis = deadline.left(context.time()).plusNanos(999_999).toMillis();
    admitNext();
    boolean unused = timer.start(admission, justBefore(deadline), () -> expire(admission, millis));
    return admission;
  }

  /**
   * Returns the moment to fail a waiting reader with the reason, shortly before its own time is up.
   */
  static Deadline justBefore(Deadline deadline) {
    return new Deadline(deadline.atNanos() - HEAD_START.toNanos());
  }

  /**
   * Records that a request has a connection, so all may be sent. They don't wait for its answer,
   * which may never come. If its connections have been given up in the meantime, no request is
   * admitted, because each would open another connection.
   */
  void onConnection(SharedConnection opened) {
    if (!opened.isOpen()) {
      return;
    }
    List<CompletableFuture<Boolean>> admitted;
    synchronized (lock) {
      connection = opened;
      admitted = new ArrayList<>(waiting);
      waiting.clear();
    }
    admitted.forEach(admission -> admission.complete(false));
  }

  /** Records the end of a request that was to open a connection, however it ended. */
  void onEnd() {
    synchronized (lock) {
      opening--;
    }
    admitNext();
  }

  /** Lets the next request open a connection, unless the last one that does has time left. */
  private void admitNext() {
    while (true) {
      CompletableFuture<Boolean> next;
      int number;
      synchronized (lock) {
        next = opening == 0 || !isTickPending() ? waiting.poll() : null;
        if (next == null) {
          return;
        }
        opening++;
        number = ++admissions;
        // Started before the request is sent, so that a request in flight always has a tick.
        ticking = true;
        tickNanos = context.time().nanoTime() + PATIENCE.toNanos();
      }
      if (next.complete(true)) {
        tickLater(number);
        return;
      }
      withdraw(number);
    }
  }

  /** Undoes the admission of a reader that has left. */
  private void withdraw(int number) {
    synchronized (lock) {
      opening--;
      if (number == admissions) {
        ticking = false;
      }
    }
  }

  /** Lets another request try too after a while, unless one is admitted before. */
  private void tickLater(int number) {
    try {
      var unused =
          context
              .scheduler()
              .schedule(() -> tick(number), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (Throwable e) {
      return; // The scheduler is shut down or failing. A later reader finds the tick overdue.
    }
  }

  private void tick(int number) {
    synchronized (lock) {
      if (number != admissions) {
        return;
      }
      ticking = false;
    }
    admitNext();
  }

  // A tick that finds nobody waiting starts no other, and the scheduler may lose one.
  @GuardedBy("lock") private boolean isTickPending() {
    return ticking && tickNanos - context.time().nanoTime() > 0;
  }

  private void expire(CompletableFuture<Boolean> admission, long millis) {
    admission.completeExceptionally(
        new NotAskedException(
            new TransportException(
                host
                    + ": no request sent within "
                    + millis
                    + " ms: the connection to the agent was not open yet",
                null)));
    synchronized (lock) {
      waiting.removeIf(CompletableFuture::isDone);
    }
  }

  @GuardedBy("lock") private boolean isOpen() {
    return connection != null && connection.isOpen();
  }
}
