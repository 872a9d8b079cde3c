package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
  void failsWithTheExceptionOfItsMap(Throwable bug) {
    CompletableFuture<Integer> broken =
        CallerFuture.of(
            from,
            text -> {
              throw UndeclaredFaults.asUnchecked(bug);
            },
            handedOver::add);
    from.complete("7");
    handedOver.forEach(Runnable::run);
    assertThat(fault(broken)).isSameAs(bug);
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

  static Stream<Predicate<CompletableFuture<Integer>>> ends() {
    return Stream.of(
        future -> future.cancel(false),
        future -> future.complete(8),
        future -> future.completeExceptionally(new IllegalStateException("too late")));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void mapsNothingOnceItsCallerHasEndedIt(Predicate<CompletableFuture<Integer>> end) {
    List<Object> seen = new ArrayList<>();
    CompletableFuture<Integer> ended =
        CallerFuture.of(
            from,
            text -> {
              seen.add(text);
              return 7;
            },
            handedOver::add,
            (value, fault) -> seen.add("observed"));
    from.complete("7");
    assertThat(end.test(ended)).isTrue();
    handedOver.forEach(Runnable::run);
    assertThat(seen).isEmpty();
    assertThat(ended).isDone();
  }

  @ParameterizedTest
  @MethodSource("ends")
  void isNotEndedOnceItsMappingHasBegun(Predicate<CompletableFuture<Integer>> end) {
    List<CompletableFuture<Integer>> begun = new ArrayList<>();
    List<Boolean> ended = new ArrayList<>();
    begun.add(
        CallerFuture.of(
            from,
            text -> {
              ended.add(end.test(begun.get(0)));
              return 7;
            },
            handedOver::add));
    from.complete("7");
    handedOver.forEach(Runnable::run);
    assertThat(ended).containsExactly(false);
    assertThat(begun.get(0).join()).isEqualTo(7);
  }

  @Test
  void observesAFaultInPlaceOfTheEarlierFutures() {
    IllegalStateException late = new IllegalStateException("late");
    List<Throwable> faults = new ArrayList<>();
    CallerFuture<Integer> failed =
        CallerFuture.of(
            from, Integer::valueOf, handedOver::add, (value, fault) -> faults.add(fault));
    from.complete("7");
    failed.fail(late);
    failed.fail(new IllegalStateException("later"));
    handedOver.forEach(Runnable::run);
    assertThat(fault(failed)).isSameAs(late);
    assertThat(faults).containsExactly(late);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void observesNoFaultOnceItsCallerHasEndedIt(Predicate<CompletableFuture<Integer>> end) {
    List<Throwable> faults = new ArrayList<>();
    CallerFuture<Integer> ended =
        CallerFuture.of(
            from, Integer::valueOf, handedOver::add, (value, fault) -> faults.add(fault));
    assertThat(end.test(ended)).isTrue();
    ended.fail(new IllegalStateException("late"));
    assertThat(faults).isEmpty();
  }

  @Test
  void completesIfItsObserverThrows() {
    CompletableFuture<Integer> observed =
        CallerFuture.of(
            from,
            Integer::valueOf,
            Runnable::run,
            (value, fault) -> {
              throw new AssertionError("ours");
            });
    from.complete("7");
    assertThat(observed.getNow(0)).isEqualTo(7);
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

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
  void reportsTheExceptionOfACallback(Throwable bug) {
    List<Throwable> faults = new ArrayList<>();
    Backstop.whenDone(
        from,
        (value, fault) -> {
          throw UndeclaredFaults.asUnchecked(bug);
        },
        faults::add);
    from.complete("7");
    assertThat(faults).containsExactly(bug);
  }
}
