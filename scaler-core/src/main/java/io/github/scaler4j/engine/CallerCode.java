package io.github.scaler4j.engine;

import static java.util.Objects.requireNonNull;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the caller's code, such as the supplier of a key, on a thread that no reader needs.
 *
 * <p>Thread-safe. However many readers wait for the same answer, the code runs once at a time, so
 * code that hangs holds one thread. Each reader waits until its own deadline.
 *
 * @param <K> identifies what the code supplies
 * @param <V> what the code supplies
 */
public final class CallerCode<K, V> {

  private final SourceContext context;
  private final DeadlineTimer timer;
  private final Map<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

  /**
   * Creates an instance without any calls.
   *
   * @param context time, scheduler and executor
   */
  public CallerCode(SourceContext context) {
    this.context = requireNonNull(context, "context");
    this.timer = new DeadlineTimer(context);
  }

  /**
   * Runs the code on the context's executor, or joins the call for the same key that is already
   * running.
   *
   * @param key identifies the call
   * @param what names the result in the message of a reader whose time is up
   * @param deadline how long to wait for the code; the code is not interrupted
   * @param code the caller's; may block, and may throw
   * @return a future of the code's result. It fails with the code's own exception, or with a {@link
   *     TransportException} at the deadline or if the executor rejects the task
   */
  public CompletableFuture<V> call(K key, String what, Deadline deadline, Supplier<V> code) {
    CompletableFuture<V> own = new CompletableFuture<>();
    long millis = DeadlineTimer.millisLeft(deadline, context.time());
    CompletableFuture<V> asked = new CompletableFuture<>();
    CompletableFuture<V> earlier = running.putIfAbsent(key, asked);
    Backstop.whenDone(
        earlier == null ? asked : earlier,
        (value, fault) -> end(own, value, fault),
        own::completeExceptionally);
    if (earlier == null) {
      ask(key, what, asked, code);
    }
    boolean unused =
        timer.start(
            own,
            deadline,
            () ->
                own.completeExceptionally(
                    new TransportException(
                        what + ": not supplied within " + millis + " ms", null)));
    return own;
  }

  private void ask(K key, String what, CompletableFuture<V> asked, Supplier<V> code) {
    try {
      context.executor().execute(() -> run(key, asked, code));
    } catch (RuntimeException | Error e) {
      running.remove(key, asked);
      asked.completeExceptionally(
          e instanceof RuntimeException
              ? new TransportException(what + ": not asked, because the executor rejects tasks", e)
              : e);
    }
  }

  private void run(K key, CompletableFuture<V> asked, Supplier<V> code) {
    V value = null;
    Throwable fault = null;
    try {
      value = code.get();
    } catch (RuntimeException | Error e) {
      fault = e;
    }
    // Removed before the readers are notified, so a reader that calls again gets a new answer.
    running.remove(key, asked);
    end(asked, value, fault);
  }

  private static <V> void end(
      CompletableFuture<V> future, @Nullable V value, @Nullable Throwable fault) {
    if (fault == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(fault);
    }
  }
}
