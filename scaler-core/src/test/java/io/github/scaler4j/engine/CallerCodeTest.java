package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TestTime;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CallerCodeTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestTime time = new TestTime();
  private final ArrayDeque<Runnable> handedOver = new ArrayDeque<>();

  private CompletableFuture<String> call(Executor executor, Supplier<String> code) {
    SourceContext context = SourceContext.builder(time, time, executor).build();
    return new CallerCode<String, String>(context).call("k", "the key", time.in(SECOND), code);
  }

  private static Throwable fault(CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    return FutureFault.bare(catchThrowable(() -> future.getNow(null)));
  }

  @Test
  void runsOnTheExecutor() {
    CompletableFuture<String> answer = call(handedOver::add, () -> "k");
    assertThat(answer).isNotDone();
    handedOver.remove().run();
    assertThat(answer.join()).isEqualTo("k");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void isWaitedForUntilTheDeadline() {
    CompletableFuture<String> answer = call(handedOver::add, () -> "k");
    time.advance(SECOND);
    assertThat(fault(answer))
        .isInstanceOf(TransportException.class)
        .hasMessage("the key: not supplied within 1000 ms");
  }

  @Test
  void failsWithItsException() {
    NoClassDefFoundError error = new NoClassDefFoundError("x");
    assertThat(
            fault(
                call(
                    Runnable::run,
                    () -> {
                      throw error;
                    })))
        .isSameAs(error);
  }

  /** Code in Kotlin may throw one. */
  @Test
  void failsWithACheckedExceptionAndRunsAgain() {
    CallerCode<String, String> calls =
        new CallerCode<>(SourceContext.builder(time, time, Runnable::run).build());
    IOException checked = new IOException("the vault is sealed");
    assertThat(
            fault(
                calls.call(
                    "k",
                    "the key",
                    time.in(SECOND),
                    () -> {
                      CallerCodeTest.<RuntimeException>throwAsIs(checked);
                      return "unreachable";
                    })))
        .isSameAs(checked);
    assertThat(calls.call("k", "the key", time.in(SECOND), () -> "k").join()).isEqualTo("k");
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwAsIs(Throwable fault) throws E {
    throw (E) fault;
  }

  @Test
  void isNotAskedIfTheExecutorTakesNoTask() {
    assertThat(
            fault(
                call(
                    task -> {
                      throw new RejectedExecutionException("full");
                    },
                    () -> "k")))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("rejected the task");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void runsOnceForAllReadersUntilTheirDeadlines() {
    SourceContext context = SourceContext.builder(time, time, handedOver::add).build();
    CallerCode<String, String> code = new CallerCode<>(context);
    CompletableFuture<String> first = code.call("a", "the key", time.in(SECOND), () -> "k");
    CompletableFuture<String> patient =
        code.call("a", "the key", time.in(SECOND.multipliedBy(2)), () -> "k");
    assertThat(handedOver).hasSize(1);
    var unused = code.call("b", "the key", time.in(SECOND), () -> "other");
    assertThat(handedOver).as("another key").hasSize(2);
    time.advance(SECOND);
    assertThat(fault(first)).isInstanceOf(TransportException.class);
    assertThat(patient).isNotDone();
    handedOver.remove().run();
    assertThat(patient.join()).isEqualTo("k");
    CompletableFuture<String> next = code.call("a", "the key", time.in(SECOND), () -> "new");
    handedOver.remove();
    handedOver.remove().run();
    assertThat(next.join()).as("asked again").isEqualTo("new");
  }

  @Test
  void holdsNoReaderWhoseTimeIsUp() {
    SourceContext context = SourceContext.builder(time, time, handedOver::add).build();
    CallerCode<String, String> code = new CallerCode<>(context);
    AtomicBoolean held = new AtomicBoolean();
    var unused =
        code.call(
            "a",
            "the key",
            time.in(SECOND.multipliedBy(9)),
            () -> {
              held.set(isHeld(readerInVain(code)));
              return "k";
            });
    handedOver.remove().run();
    assertThat(held).isFalse();
  }

  private WeakReference<CompletableFuture<String>> readerInVain(CallerCode<String, String> code) {
    var reader = new WeakReference<>(code.call("a", "the key", time.in(SECOND), () -> "unused"));
    time.advance(SECOND);
    return reader;
  }

  private static boolean isHeld(WeakReference<?> reference) {
    for (int i = 0; i < 20 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() != null;
  }

  @Test
  void isAskedAgainIfTheExecutorDropsTheTask() {
    SourceContext context = SourceContext.builder(time, time, handedOver::add).build();
    CallerCode<String, String> code = new CallerCode<>(context);
    CompletableFuture<String> dropped = code.call("a", "the key", time.in(SECOND), () -> "old");
    Runnable late = handedOver.remove();
    time.advance(SECOND);
    assertThat(fault(dropped)).isInstanceOf(TransportException.class);

    CompletableFuture<String> next = code.call("a", "the key", time.in(SECOND), () -> "new");
    late.run();
    assertThat(next).as("answered by a task that was given up").isNotDone();
    handedOver.remove().run();
    assertThat(next.join()).isEqualTo("new");
  }
}
