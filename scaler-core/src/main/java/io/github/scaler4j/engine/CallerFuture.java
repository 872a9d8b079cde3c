package io.github.scaler4j.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One caller's future of what an earlier future gives.
 *
 * <p>It fails with the fault itself, not with a {@link CompletionException} around it, so that a
 * handler sees the same exception that a blocking read throws. When the caller ends it in any way,
 * the earlier future is cancelled, so that nothing waits for a reader that has left.
 *
 * @param <T> what the caller gets
 */
public final class CallerFuture<T> extends CompletableFuture<T> {

  private final BiConsumer<@Nullable T, @Nullable Throwable> observer;

  private CallerFuture(BiConsumer<@Nullable T, @Nullable Throwable> observer) {
    this.observer = observer;
  }

  /**
   * Creates a future that completes where the earlier one does.
   *
   * @param <S> what the earlier future gives
   * @param <T> what the caller gets
   * @param from a future that nobody else holds
   * @param map makes the one of the other; what it throws is the caller's fault
   * @return a new future
   */
  public static <S, T> CompletableFuture<T> of(CompletableFuture<S> from, Function<S, T> map) {
    return of(from, map, Runnable::run);
  }

  /**
   * Creates a future that completes on an executor, and with it the caller's callbacks.
   *
   * @param <S> what the earlier future gives
   * @param <T> what the caller gets
   * @param from a future that nobody else holds
   * @param map makes the one of the other; what it throws is the caller's fault
   * @param executor where the future completes; if it takes no task, it completes where the earlier
   *     one does
   * @return a new future
   */
  public static <S, T> CompletableFuture<T> of(
      CompletableFuture<S> from, Function<S, T> map, Executor executor) {
    return of(from, map, executor, (value, fault) -> {});
  }

  /**
   * Creates a future that completes on an executor, and shows its end to an observer before.
   *
   * @param <S> what the earlier future gives
   * @param <T> what the caller gets
   * @param from a future that nobody else holds
   * @param map makes the one of the other; what it throws is the caller's fault
   * @param executor where the future completes; if it takes no task, it completes where the earlier
   *     one does
   * @param observer is shown the value or the fault; must not throw
   * @return a new future
   */
  public static <S, T> CompletableFuture<T> of(
      CompletableFuture<S> from,
      Function<S, T> map,
      Executor executor,
      BiConsumer<@Nullable T, @Nullable Throwable> observer) {
    CallerFuture<T> own = new CallerFuture<>(observer);
    Backstop.whenDone(
        from,
        (value, fault) -> own.settleOn(executor, () -> own.settle(value, fault, map)),
        own::completeExceptionally);
    if (!own.isDone()) {
      Backstop.whenDone(own, (value, fault) -> from.cancel(false), fault -> {});
    }
    return own;
  }

  private void settleOn(Executor executor, Runnable settle) {
    try {
      executor.execute(settle);
    } catch (RuntimeException | Error e) {
      // The executor is shut down or full; the caller still gets its answer.
      settle.run();
    }
  }

  private <S> void settle(
      @Nullable S value, @Nullable Throwable fault, Function<? super @Nullable S, T> map) {
    if (fault != null) {
      observer.accept(null, fault);
      completeExceptionally(fault);
      return;
    }
    T mapped;
    try {
      mapped = map.apply(value);
    } catch (RuntimeException | Error e) {
      observer.accept(null, e);
      completeExceptionally(e);
      return;
    }
    observer.accept(mapped, null);
    complete(mapped);
  }
}
