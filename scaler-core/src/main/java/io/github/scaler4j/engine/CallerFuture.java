package io.github.scaler4j.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One caller's future, derived from an earlier future.
 *
 * <p>It fails with the fault itself, not with a {@link CompletionException} around it, so a handler
 * sees the exception that a blocking read throws. If the caller completes or cancels it, the
 * earlier future is cancelled, because its reader has left.
 *
 * <p>Either the caller ends it, and nothing is mapped or observed; or the mapping begins first, and
 * the caller can no longer end it. So what a mapping changes is never lost. If {@link #fail} is
 * first, its fault is observed, and nothing is mapped.
 *
 * @param <T> the caller's value
 */
public final class CallerFuture<T> extends CompletableFuture<T> {

  private final BiConsumer<@Nullable T, @Nullable Throwable> observer;

  /** Set by whichever ends this future first: the caller, {@link #fail}, or the earlier result. */
  private final AtomicBoolean taken = new AtomicBoolean();

  private CallerFuture(BiConsumer<@Nullable T, @Nullable Throwable> observer) {
    this.observer = observer;
  }

  /**
   * Creates a future that completes on the thread that completes the earlier one.
   *
   * @param <S> the earlier future's value
   * @param <T> the caller's value
   * @param from a future that nobody else holds
   * @param map turns one value into the other; the new future fails with what it throws
   * @return a new future
   */
  public static <S, T> CompletableFuture<T> of(CompletableFuture<S> from, Function<S, T> map) {
    return of(from, map, Runnable::run);
  }

  /**
   * Creates a future that completes on an executor, and with it the caller's callbacks.
   *
   * @param <S> the earlier future's value
   * @param <T> the caller's value
   * @param from a future that nobody else holds
   * @param map turns one value into the other; the new future fails with what it throws
   * @param executor completes the future; if it rejects the task, the thread of the earlier future
   *     completes it
   * @return a new future
   */
  public static <S, T> CompletableFuture<T> of(
      CompletableFuture<S> from, Function<S, T> map, Executor executor) {
    return of(from, map, executor, (value, fault) -> {});
  }

  /**
   * Creates a future that completes on an executor, after an observer has seen the result.
   *
   * @param <S> the earlier future's value
   * @param <T> the caller's value
   * @param from a future that nobody else holds
   * @param map turns one value into the other; the new future fails with what it throws
   * @param executor completes the future; if it rejects the task, the thread of the earlier future
   *     completes it
   * @param observer receives the value or the fault; must not throw
   * @return a new future
   */
  public static <S, T> CallerFuture<T> of(
      CompletableFuture<S> from,
      Function<S, T> map,
      Executor executor,
      BiConsumer<@Nullable T, @Nullable Throwable> observer) {
    CallerFuture<T> own = new CallerFuture<>(observer);
    Backstop.whenDone(
        from,
        (value, fault) -> own.settleOn(executor, () -> own.settle(value, fault, map)),
        own::end);
    if (!own.isDone()) {
      Backstop.whenDone(own, (value, fault) -> from.cancel(false), fault -> {});
    }
    return own;
  }

  /**
   * Creates a future that completes as a second future does, which the value of the earlier future
   * starts.
   *
   * @param <S> the earlier future's value
   * @param <T> the caller's value
   * @param from a future that nobody else holds
   * @param next starts the second future; the new future fails with what it throws
   * @return a new future
   */
  public static <S, T> CompletableFuture<T> compose(
      CompletableFuture<S> from, Function<S, CompletableFuture<T>> next) {
    CompletableFuture<Runnable> started = new CompletableFuture<>();
    CompletableFuture<T> own =
        of(
            from.thenCompose(
                value -> {
                  CompletableFuture<T> second = next.apply(value);
                  started.complete(() -> second.cancel(false));
                  return second;
                }),
            value -> value);
    // A stage that is cancelled does not cancel what it waits for.
    Backstop.whenDone(
        own,
        (value, fault) -> {
          from.cancel(false);
          var unused = started.thenAccept(Runnable::run);
        },
        fault -> {});
    return own;
  }

  /**
   * Fails this future as a fault of the earlier future would, after the observer has seen it. Does
   * nothing if the caller has ended this future, or if its mapping has begun.
   *
   * @param fault why the earlier future gives no value
   */
  public void fail(Throwable fault) {
    if (!take()) {
      return;
    }
    try {
      observer.accept(null, fault);
    } finally {
      end(fault);
    }
  }

  private void settleOn(Executor executor, Runnable settle) {
    try {
      executor.execute(settle);
    } catch (Throwable e) {
      // The executor is shut down or full, or throws after the task, which settles only once.
      settle.run();
    }
  }

  private <S> void settle(
      @Nullable S value, @Nullable Throwable fault, Function<? super @Nullable S, T> map) {
    if (isDone() || !take()) {
      return;
    }
    T mapped = null;
    Throwable why = fault;
    if (why == null) {
      try {
        mapped = map.apply(value);
      } catch (Throwable e) {
        why = e;
      }
    }
    try {
      observer.accept(mapped, why);
    } finally {
      if (why == null) {
        super.complete(mapped);
      } else {
        end(why);
      }
    }
  }

  private boolean take() {
    return taken.compareAndSet(false, true);
  }

  private void end(Throwable fault) {
    super.completeExceptionally(fault);
  }

  @Override
  public boolean complete(T value) {
    return take() && super.complete(value);
  }

  @Override
  public boolean completeExceptionally(Throwable fault) {
    return take() && super.completeExceptionally(fault);
  }

  /**
   * Cancels this future, unless the mapping has begun.
   *
   * @return whether this future is cancelled
   */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return take() ? super.cancel(mayInterruptIfRunning) : isCancelled();
  }
}
