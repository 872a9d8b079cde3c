package io.github.scaler4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadlineTimerTest {

  private final TestTime time = new TestTime();
  private final DeadlineTimer timer =
      new DeadlineTimer(SourceContext.builder(time, time, Runnable::run).build());
  private final List<String> run = new ArrayList<>();

  private void start(long millis, String name) {
    start(new CompletableFuture<>(), millis, name);
  }

  private void start(CompletableFuture<Void> future, long millis, String name) {
    assertTrue(timer.start(future, time.in(Duration.ofMillis(millis)), () -> run.add(name)));
  }

  private void advance(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  @Test
  void runsEachTaskAtItsDeadline() {
    start(3_000, "late");
    start(1_000, "early");
    advance(999);
    assertEquals(List.of(), run);
    advance(1);
    assertEquals(List.of("early"), run);
    advance(1_999);
    assertEquals(List.of("early"), run);
    advance(1);
    assertEquals(List.of("early", "late"), run);
  }

  @Test
  void runsTasksOfOneDeadlineInOrder() {
    start(1_000, "first");
    start(1_000, "second");
    advance(1_000);
    assertEquals(List.of("first", "second"), run);
  }

  @Test
  void forgetsTheTaskOfAFutureThatHasEnded() {
    CompletableFuture<Void> future = new CompletableFuture<>();
    start(future, 1_000, "ended");
    future.complete(null);
    start(CompletableFuture.completedFuture(null), 1_000, "had ended");
    advance(2_000);
    assertEquals(List.of(), run);
  }

  @Test
  void forgetsTheTaskOfAFutureThatAnotherTaskEnds() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    CompletableFuture<Void> second = new CompletableFuture<>();
    timer.start(first, time.in(Duration.ofSeconds(1)), () -> second.complete(null));
    timer.start(second, time.in(Duration.ofSeconds(1)), () -> run.add("second"));
    advance(1_000);
    assertEquals(List.of(), run);
  }

  @Test
  void runsATaskThatATaskStarts() {
    timer.start(
        new CompletableFuture<>(), time.in(Duration.ofSeconds(1)), () -> start(0, "at once"));
    advance(1_000);
    assertEquals(List.of("at once"), run);
    start(1_000, "next");
    advance(1_000);
    assertEquals(List.of("at once", "next"), run);
  }

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
  void failsTheFutureOfATaskThatThrows(Throwable fault) {
    CompletableFuture<Void> future = new CompletableFuture<>();
    timer.start(
        future,
        time.in(Duration.ofSeconds(1)),
        () -> {
          throw UndeclaredFaults.asUnchecked(fault);
        });
    start(1_000, "next");
    advance(1_000);
    assertSame(fault, assertThrows(CompletionException.class, future::join).getCause());
    assertEquals(List.of("next"), run);
  }

  @Test
  void refusesWhenTheSchedulerIsShutDown() {
    time.shutdown();
    assertFalse(
        timer.start(
            new CompletableFuture<>(), time.in(Duration.ofSeconds(1)), () -> run.add("never")));
  }

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
  void failsTheFutureWhenTheSchedulerThrows(Throwable fault) {
    AtomicBoolean broken = new AtomicBoolean(true);
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (broken.get()) {
              throw UndeclaredFaults.asUnchecked(fault);
            }
            return time.schedule(task, delay, unit);
          }
        };
    DeadlineTimer poor =
        new DeadlineTimer(SourceContext.builder(time, scheduler, Runnable::run).build());
    CompletableFuture<Void> first = new CompletableFuture<>();
    assertTrue(poor.start(first, time.in(Duration.ofSeconds(1)), () -> run.add("never")));
    assertSame(fault, assertThrows(CompletionException.class, first::join).getCause());
    broken.set(false);
    poor.start(new CompletableFuture<>(), time.in(Duration.ofSeconds(2)), () -> run.add("next"));
    advance(2_000);
    assertEquals(List.of("next"), run);
    scheduler.shutdownNow();
  }

  @Test
  void replacesAnAlarmThatTheSchedulerLost() {
    LosingScheduler scheduler = new LosingScheduler(time);
    DeadlineTimer lossy =
        new DeadlineTimer(SourceContext.builder(time, scheduler, Runnable::run).build());
    scheduler.loses = true;
    lossy.start(new CompletableFuture<>(), time.in(Duration.ofSeconds(1)), () -> run.add("lost"));
    scheduler.loses = false;
    advance(1_100);
    lossy.start(new CompletableFuture<>(), time.in(Duration.ofSeconds(1)), () -> run.add("next"));
    advance(999);
    assertEquals(List.of(), run);
    advance(1);
    assertEquals(List.of("lost", "next"), run);
    scheduler.shutdownNow();
  }

  @Test
  void trustsTheSchedulerIfTheClockIsStopped() {
    TestTime frozen = TestTime.startingAt(Instant.EPOCH, 0);
    DeadlineTimer still =
        new DeadlineTimer(SourceContext.builder(frozen, time, Runnable::run).build());
    for (String name : List.of("first", "second")) {
      Deadline deadline = Deadline.in(Duration.ofSeconds(1), frozen);
      still.start(new CompletableFuture<>(), deadline, () -> run.add(name));
      advance(1_000);
    }
    assertEquals(List.of("first", "second"), run);
  }

  @Test
  void agreesWithATimerForEachTask() {
    Random random = new Random(7);
    TreeMap<Long, String> expected = new TreeMap<>();
    List<CompletableFuture<Void>> open = new ArrayList<>();
    List<Long> deadlines = new ArrayList<>();
    long now = 0;
    for (int step = 0; step < 2_000; step++) {
      if (random.nextInt(3) > 0) {
        long millis = random.nextInt(5_000);
        long deadline = (now + millis) * 10_000 + step;
        expected.put(deadline, "task " + step);
        deadlines.add(deadline);
        open.add(new CompletableFuture<>());
        start(open.get(open.size() - 1), millis, "task " + step);
      } else if (random.nextBoolean() && !open.isEmpty()) {
        int ended = random.nextInt(open.size());
        if (deadlines.get(ended) / 10_000 > now) {
          expected.remove(deadlines.get(ended));
        }
        open.get(ended).complete(null);
      } else {
        int millis = random.nextInt(300);
        now += millis;
        advance(millis);
      }
    }
    advance(10_000);
    assertEquals(List.copyOf(expected.values()), run);
  }

  private static final class LosingScheduler extends ScheduledThreadPoolExecutor {

    private final TestTime time;
    private boolean loses;

    LosingScheduler(TestTime time) {
      super(0);
      this.time = time;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      return time.schedule(loses ? () -> {} : task, delay, unit);
    }
  }
}
