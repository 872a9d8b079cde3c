package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CallerFutureTest {

  private final ArrayDeque<Runnable> handedOver = new ArrayDeque<>();
  private final CompletableFuture<String> from = new CompletableFuture<>();
  private final CompletableFuture<Integer> own =
      CallerFuture.of(from, Integer::valueOf, handedOver::add);

  private static Throwable fault(CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    return FutureFault.bare(catchThrowable(() -> future.getNow(null)));
  }

  @Test
  void completesOnTheExecutor() {
    from.complete("7");
    assertThat(own).isNotDone();
    handedOver.remove().run();
    assertThat(own.join()).isEqualTo(7);
  }

  @Test
  void failsOnTheExecutorWithTheFaultItself() {
    IllegalStateException bug = new IllegalStateException("x");
    from.completeExceptionally(new CompletionException(bug));
    assertThat(own).isNotDone();
    handedOver.remove().run();
    assertThat(own.handle((value, fault) -> fault).join()).isSameAs(bug);
  }

  @Test
  void failsWithTheExceptionOfItsMap() {
    from.complete("not a number");
    handedOver.remove().run();
    assertThat(fault(own)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void completesIfTheExecutorRejectsTheTask() {
    CompletableFuture<Integer> refused =
        CallerFuture.of(
            from,
            Integer::valueOf,
            task -> {
              throw new RejectedExecutionException("shut down");
            });
    from.complete("7");
    assertThat(refused.join()).isEqualTo(7);
  }

  @Test
  void reportsItsResultOnceIfTheExecutorThrowsAfterTheTask() {
    List<Integer> results = new ArrayList<>();
    CompletableFuture<Integer> once =
        CallerFuture.of(
            from,
            Integer::valueOf,
            task -> {
              task.run();
              throw new IllegalStateException("after the task");
            },
            (value, fault) -> results.add(value));
    from.complete("7");
    assertThat(once.join()).isEqualTo(7);
    assertThat(results).containsExactly(7);
  }

  @Test
  void cancelsTheEarlierFuture() {
    own.cancel(false);
    assertThat(from).isCancelled();
  }

  @Nested
  class Composed {

    private final CompletableFuture<Integer> second = new CompletableFuture<>();
    private final CompletableFuture<Integer> composed = CallerFuture.compose(from, text -> second);

    @Test
    void completesAsTheSecondFuture() {
      from.complete("x");
      assertThat(composed).isNotDone();
      second.complete(7);
      assertThat(composed.join()).isEqualTo(7);
    }

    @Test
    void failsAsEitherFuture() {
      IllegalStateException bug = new IllegalStateException("x");
      from.complete("x");
      second.completeExceptionally(bug);
      assertThat(fault(composed)).isSameAs(bug);
      CompletableFuture<String> broken = CompletableFuture.failedFuture(bug);
      assertThat(fault(CallerFuture.compose(broken, text -> second))).isSameAs(bug);
    }

    @Test
    void cancelsTheFutureThatItWaitsFor() {
      composed.cancel(false);
      assertThat(from).isCancelled();
      assertThat(second).isNotDone();
    }

    @Test
    void cancelsTheSecondFutureOnceItHasStarted() {
      from.complete("x");
      composed.cancel(false);
      assertThat(second).isCancelled();
    }
  }

  @Test
  void reportsTheExceptionOfACallback() {
    List<Throwable> faults = new ArrayList<>();
    AssertionError bug = new AssertionError("ours");
    Backstop.whenDone(
        from,
        (value, fault) -> {
          throw bug;
        },
        faults::add);
    from.complete("7");
    assertThat(faults).containsExactly(bug);
  }
}
