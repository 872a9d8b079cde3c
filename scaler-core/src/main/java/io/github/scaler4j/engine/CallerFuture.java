package io.github.scaler4j.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One caller's future of what an earlier future gives.
 *
 * <p>It fails with the fault itself, not with a {@link CompletionException} around it, so that
 * whoever handles it sees the same object that a blocking read throws. However the caller ends it,
 * the earlier future is cancelled, so that nobody waits for a reader who has gone.
 *
 * @param <T> what the caller gets
 */
public final class CallerFuture<T> extends CompletableFuture<T> {

  private CallerFuture() {}

  /**
   * Makes a caller's future.
   *
   * @param <S> what the earlier future gives
   * @param <T> what the caller gets
   * @param from a future that nobody else holds
   * @param map makes the one of the other; what it throws is the caller's fault
   * @return a new future
   */
  public static <S, T> CompletableFuture<T> of(CompletableFuture<S> from, Function<S, T> map) {
    CallerFuture<T> own = new CallerFuture<>();
    var unused =
        from.whenComplete(
            (value, fault) -> {
              if (fault != null) {
                own.completeExceptionally(bare(fault));
                return;
              }
              own.completeWith(value, map);
            });
    if (!own.isDone()) {
      var unusedToo = own.whenComplete((value, fault) -> from.cancel(false));
    }
    return own;
  }

  private <S> void completeWith(S value, Function<S, T> map) {
    T mapped;
    try {
      mapped = map.apply(value);
    } catch (RuntimeException | Error e) {
      completeExceptionally(e);
      return;
    }
    complete(mapped);
  }

  /**
   * Returns what went wrong, without the {@link CompletionException} that a dependent stage puts
   * around it.
   *
   * @param fault what a future failed with
   * @return the cause, or the fault itself
   */
  public static Throwable bare(Throwable fault) {
    @Nullable Throwable cause = fault instanceof CompletionException ? fault.getCause() : null;
    return cause == null ? fault : cause;
  }
}
