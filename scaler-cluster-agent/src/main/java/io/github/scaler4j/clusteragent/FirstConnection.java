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
   *     NotAskedException} at the deadline, or as {@link #onRefusal} says
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
   * which may never come. If its connections have been given up meanwhile, it admits none, because
   * each request would open another one.
   */
  void onConnection(SharedConnection opened) {
    if (!opened.isOpen()) {
      return;
    }
    synchronized (lock) {
      connection = opened;
    }
    takeWaiting().forEach(admission -> admission.complete(false));
  }

  /**
   * Records that a request opens a connection although it was let in to share one. So the shared
   * one takes no more requests, and the others wait for the new one. An agent that shuts down says
   * so with a frame, and closes the connection only after its last answer.
   *
   * @return whether the request now counts as one that opens a connection, and {@link #onEnd} must
   *     follow; not over HTTP/1.1, where each request under way has a connection to itself
   */
  boolean onConnecting() {
    int number;
    synchronized (lock) {
      if (connection != null && !connection.isMultiplexed()) {
        return false;
      }
      connection = null;
      number = admit();
    }
    tickLater(number);
    return true;
  }

  /** Records the end of a request that was to open a connection, however it ended. */
  void onEnd() {
    synchronized (lock) {
      opening--;
    }
    admitNext();
  }

  /**
   * Records that a request could not open a connection for a reason that holds for all others, too.
   * Fails those that wait.
   */
  void onRefusal(Throwable why) {
    takeWaiting().forEach(admission -> admission.completeExceptionally(why));
  }

  private List<CompletableFuture<Boolean>> takeWaiting() {
    synchronized (lock) {
      List<CompletableFuture<Boolean>> taken = new ArrayList<>(waiting);
      waiting.clear();
      return taken;
    }
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
        // Before the request is sent, so that nobody finds a request under way without a tick.
        number = admit();
      }
      if (next.complete(true)) {
        tickLater(number);
        return;
      }
      withdraw(number);
    }
  }

  @GuardedBy("lock") private int admit() {
    opening++;
    tickNanos = context.time().nanoTime() + PATIENCE.toNanos();
    return ++admissions;
  }

  /** Undoes the admission of a reader that has left. */
  private void withdraw(int number) {
    synchronized (lock) {
      opening--;
      if (number == admissions) {
        tickNanos = context.time().nanoTime();
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
      tickNanos = context.time().nanoTime();
    }
    admitNext();
  }

  // A tick that finds nobody waiting starts no other, and the scheduler may lose one.
  @GuardedBy("lock") private boolean isTickPending() {
    return tickNanos - context.time().nanoTime() > 0;
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
