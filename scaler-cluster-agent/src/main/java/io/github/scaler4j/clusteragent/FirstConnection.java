package io.github.scaler4j.clusteragent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.scaler4j.engine.DeadlineTimer;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request open an agent's connection while the others wait for it. The HTTP client opens a
 * connection for each request that finds none, so a fleet that starts at once would make one TLS
 * handshake per trigger.
 *
 * <p>Thread-safe. A request that takes long to open a connection does not block the others forever:
 * every second another one tries too.
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

  @GuardedBy("lock") private @Nullable Connection connection;

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
    CompletableFuture<Boolean> admission = new CompletableFuture<>();
    synchronized (lock) {
      if (isOpen()) {
        return CompletableFuture.completedFuture(false);
      }
      waiting.add(admission);
    }
    long millis = deadline.left(context.time()).plusNanos(999_999).toMillis();
    admitIf(0);
    boolean unused = timer.start(admission, justBefore(deadline), () -> expire(admission, millis));
    return admission;
  }

  /**
   * Returns the moment to fail a waiting reader with the reason, shortly before its own time is up.
   */
  static Deadline justBefore(Deadline deadline) {
    return new Deadline(deadline.atNanos() - HEAD_START.toNanos());
  }

  /** Records that the agent answers over a connection, so all requests may use it. */
  void onAnswer(Connection answering) {
    List<CompletableFuture<Boolean>> admitted;
    synchronized (lock) {
      connection = answering;
      admitted = new ArrayList<>(waiting);
      waiting.clear();
    }
    admitted.forEach(admission -> admission.complete(false));
  }

  /** Records that a request was not answered in time, so its connection may be dead. */
  void onTimeout(@Nullable Connection silent) {
    synchronized (lock) {
      if (silent != null && silent.equals(connection)) {
        connection = null;
      }
    }
  }

  /** Records the end of a request that was to open a connection, however it ended. */
  void onEnd() {
    synchronized (lock) {
      opening--;
    }
    admitIf(0);
  }

  /** Lets the next request open a connection if at most a number of requests are opening one. */
  private void admitIf(int mostOpening) {
    CompletableFuture<Boolean> next;
    synchronized (lock) {
      next = opening <= mostOpening ? waiting.poll() : null;
      if (next == null) {
        return;
      }
      opening++;
    }
    if (!next.complete(true)) {
      onEnd();
      return;
    }
    try {
      var unused =
          context
              .scheduler()
              .schedule(() -> admitIf(Integer.MAX_VALUE), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RuntimeException | Error e) {
      return; // The scheduler is shut down or failing. The next request waits for this one's end.
    }
  }

  private void expire(CompletableFuture<Boolean> admission, long millis) {
    admission.completeExceptionally(
        new NotAskedException(
            new TransportException(
                host
                    + ": no request sent within "
                    + millis
                    + " ms: the request that opens the connection was not answered yet",
                null)));
    synchronized (lock) {
      waiting.removeIf(CompletableFuture::isDone);
    }
  }

  @GuardedBy("lock") private boolean isOpen() {
    Connection last = connection;
    return last != null && !last.socket().isClosed();
  }
}
