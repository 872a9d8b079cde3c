package io.github.scaler4j.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports what a callback throws. {@code whenComplete} alone would keep the exception in a stage
 * that nobody holds, and readers that depend on the callback would wait forever.
 */
public final class Backstop {

  private Backstop() {}

  /**
   * Calls back when a future ends.
   *
   * @param <T> the value
   * @param future the future
   * @param callback is given the value, or the {@linkplain FutureFault#bare bare} fault
   * @param backstop is given what the callback throws; throws nothing itself
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
