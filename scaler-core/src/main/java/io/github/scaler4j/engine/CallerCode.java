package io.github.scaler4j.engine;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs the caller's code, such as the supplier of a key, on a thread that no reader needs. */
public final class CallerCode {

  private CallerCode() {}

  /**
   * Asks on the context's executor.
   *
   * @param <T> what is asked for
   * @param what names it in the message of a reader whose time is up
   * @param deadline how long the code is waited for; it is not interrupted
   * @param context time, scheduler and executor
   * @param code the caller's; may block, and may throw
   * @return a future of what it gives, or of what it throws, itself; of a {@link
   *     TransportException} at the deadline, and if the executor takes no task
   */
  public static <T> CompletableFuture<T> call(
      String what, Deadline deadline, SourceContext context, Supplier<T> code) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    long millis = DeadlineTimer.millisLeft(deadline, context);
    try {
      context.executor().execute(() -> settle(answer, code));
    } catch (RuntimeException e) {
      answer.completeExceptionally(
          new TransportException(what + ": not asked, because the executor rejects tasks", e));
    }
    boolean unused =
        DeadlineTimer.start(
            answer,
            deadline,
            context,
            () ->
                answer.completeExceptionally(
                    new TransportException(
                        what + ": not supplied within " + millis + " ms", null)));
    return answer;
  }

  private static <T> void settle(CompletableFuture<T> answer, Supplier<T> code) {
    T value;
    try {
      value = code.get();
    } catch (RuntimeException | Error e) {
      answer.completeExceptionally(e);
      return;
    }
    answer.complete(value);
  }
}
