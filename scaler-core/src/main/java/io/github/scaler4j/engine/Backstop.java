package io.github.scaler4j.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports exceptions of callbacks. {@code whenComplete} alone would leave the exception in a stage
 * that nobody reads, and readers that depend on the callback would wait forever.
 */
public final class Backstop {

  private Backstop() {}

  /**
   * Runs a callback when a future completes.
   *
   * @param <T> the value
   * @param future the future
   * @param callback receives the value, or the {@linkplain FutureFault#bare bare} fault
   * @param backstop receives what the callback throws; must not throw
   */
  public static <T> void whenDone(
      CompletableFuture<T> future,
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> callback,
      Consumer<Throwable> backstop) {
    var unused =
        future.whenComplete(
            (value, fault) -> {
              try {
                callback.accept(value, fault == null ? null : FutureFault.bare(fault));
              } catch (RuntimeException | Error e) {
                backstop.accept(e);
              }
            });
  }
}
