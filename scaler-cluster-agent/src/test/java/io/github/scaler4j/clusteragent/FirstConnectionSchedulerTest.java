package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first connection, with a scheduler that loses tasks or throws. */
class FirstConnectionSchedulerTest {

  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);

  @Test
  void isTriedByALaterReaderIfTheSchedulerLosesTasks() {
    AtomicBoolean loses = new AtomicBoolean(true);
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return time.schedule(loses.get() ? () -> {} : task, delay, unit);
          }
        };
    FirstConnection lossy =
        new FirstConnection("agent", SourceContext.builder(time, scheduler, Runnable::run).build());
    Deadline deadline = Deadline.in(Duration.ofSeconds(60), time);
    assertThat(lossy.enter(deadline)).isCompletedWithValue(true);
    loses.set(false);
    time.advance(Duration.ofMillis(999));
    CompletableFuture<Boolean> early = lossy.enter(deadline);
    assertThat(early).isNotDone();
    time.advance(Duration.ofMillis(1));
    CompletableFuture<Boolean> late = lossy.enter(deadline);
    assertThat(early).isCompletedWithValue(true);
    assertThat(late).isNotDone();
    time.advance(Duration.ofSeconds(1));
    assertThat(late).isCompletedWithValue(true);
    scheduler.shutdownNow();
  }

  static List<Throwable> faultsOfASchedulerInAnyLanguage() {
    return List.of(
        new OutOfMemoryError("unable to create native thread"),
        new IllegalStateException("a bug"),
        new Exception("code in Kotlin may throw any"));
  }

  @ParameterizedTest
  @MethodSource("faultsOfASchedulerInAnyLanguage")
  void isOpenedEvenIfTheSchedulerThrows(Throwable fault) {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            throw FirstConnectionSchedulerTest.<RuntimeException>asUnchecked(fault);
          }
        };
    FirstConnection poor =
        new FirstConnection("agent", SourceContext.builder(time, scheduler, Runnable::run).build());
    Deadline deadline = Deadline.in(Duration.ofSeconds(60), time);
    assertThat(poor.enter(deadline)).isCompletedWithValue(true);
    assertThat(poor.enter(deadline))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isSameAs(fault);
    time.advance(Duration.ofSeconds(1));
    assertThat(poor.enter(deadline)).isCompletedWithValue(true);
    poor.onEnd();
    poor.onEnd();
    assertThat(poor.enter(deadline)).isCompletedWithValue(true);
    scheduler.shutdownNow();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asUnchecked(Throwable fault) throws E {
    throw (E) fault;
  }
}
