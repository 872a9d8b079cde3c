package io.github.scaler4j.engine;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports exceptions of callbacks, including checked ones, which code in Kotlin may throw. A
 * completion stage alone would swallow the exception, and readers that depend on the callback would
 * wait forever.
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
        future.handle(
            (value, fault) -> {
              try {
                callback.accept(value, fault == null ? null : FutureFault.bare(fault));
              } catch (Throwable e) {
                backstop.accept(e);
              }
              // A stage of whenComplete would fail too, with a new exception that nobody reads.
              return null;
            });
  }
}
