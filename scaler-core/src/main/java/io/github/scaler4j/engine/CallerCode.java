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
 * <p>Thread-safe. However many readers wait for the same, the code runs once at a time, so that
 * code which hangs holds one thread. Each reader waits until its own deadline.
 *
 * @param <K> tells what is asked for
 * @param <V> what the code gives
 */
public final class CallerCode<K, V> {

  private final SourceContext context;
  private final Map<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();

  /**
   * Makes an object that asks nothing yet.
   *
   * @param context time, scheduler and executor
   */
  public CallerCode(SourceContext context) {
    this.context = requireNonNull(context, "context");
  }

  /**
   * Asks on the context's executor, or waits for the answer to the same question that is awaited
   * already.
   *
   * @param key equal for equal questions
   * @param what names it in the message of a reader whose time is up
   * @param deadline how long the code is waited for; it is not interrupted
   * @param code the caller's; may block, and may throw
   * @return a future of what it gives, or of what it throws, itself; of a {@link
   *     TransportException} at the deadline, and if the executor takes no task
   */
  public CompletableFuture<V> call(K key, String what, Deadline deadline, Supplier<V> code) {
    CompletableFuture<V> own = new CompletableFuture<>();
    long millis = DeadlineTimer.millisLeft(deadline, context);
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
        DeadlineTimer.start(
            own,
            deadline,
            context,
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
    // Before anybody is told: whoever asks again then gets a new answer.
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
