package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.SourceContext;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LaneTimerTest {

  private final ManualTime time = TestSource.newTime();
  private @Nullable Throwable fault;
  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
          if (fault != null) {
            throw UndeclaredFaults.asUnchecked(fault);
          }
          return time.schedule(task, delay, unit);
        }
      };
  private final AtomicInteger wakeUps = new AtomicInteger();
  private final LaneTimer timer =
      new LaneTimer(
          SourceContext.builder(time, scheduler, Runnable::run).build(), wakeUps::incrementAndGet);

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.datadogapi.UndeclaredFaults#kinds")
  void reportsThatTheSchedulerTakesNoTask(Throwable thrown) {
    OptionalLong moment = OptionalLong.of(time.nanoTime() + TestSource.LINGER.toNanos());
    fault = thrown;
    assertThat(timer.wakeAt(moment)).isFalse();
    fault = null;
    assertThat(timer.wakeAt(moment)).isTrue();
    time.advance(TestSource.LINGER);
    assertThat(wakeUps).hasValue(1);
  }
}
