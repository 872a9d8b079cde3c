package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A read ends in time, with a value or a typed exception, whatever the clocks show. */
@Timeout(30)
class OddClocksTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final TimeSource system = TimeSource.system();
  private final long startedNanos = system.nanoTime();

  /** The system's monotonic time from another origin, with a wall clock that stands. */
  private TimeSource from(long originNanos, Instant wall) {
    return new TimeSource() {
      @Override
      public long nanoTime() {
        return originNanos + (system.nanoTime() - startedNanos);
      }

      @Override
      public Instant now() {
        return wall;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("walls")
  void endARead(Instant wall) throws Exception {
    long wrapsSoon = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(1);
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    TimeSource time = from(wrapsSoon, wall);
    DatadogApi api = new DatadogApi(TimeSource.system());
    api.account().limit(1_000_000);
    api.otherSeries(text -> List.of(DatadogSeries.constant(7)));
    try (DatadogServer server = new DatadogServer(api).start();
        DatadogApiSource source =
            DatadogApiSource.create(
                SourceContext.builder(time, scheduler, Runnable::run).build(),
                DatadogApiOptions.builder().endpoint(server.endpoint()).build())) {
      for (int i = 0; i < 5; i++) {
        DatadogTrigger trigger = DatadogTrigger.parse(ExampleTriggers.api(text(i)).build());
        CompletableFuture<MetricAnswer> read = source.fetch(trigger, Deadline.in(TIMEOUT, time));
        Throwable fault =
            read.handle((answer, thrown) -> thrown)
                .get(TIMEOUT.toMillis() + 2000, TimeUnit.MILLISECONDS);
        if (fault != null) {
          assertThat(fault).isInstanceOf(ScalerException.class);
        }
      }
    } finally {
      scheduler.shutdownNow();
    }
  }

  static Stream<Instant> walls() {
    return Stream.of(Instant.now(), Instant.EPOCH, Instant.MIN, Instant.MAX);
  }
}
