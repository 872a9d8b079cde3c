package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.ScalerException;
import io.github.scaler4j.fixtures.ClusterAgentServer;
import io.github.scaler4j.fixtures.DatadogMetric;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A read ends in time, with a value or a typed exception, whatever the clocks show. */
@Timeout(60)
class OddClocksTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

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
    TimeSource time = from(wrapsSoon, wall);
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (ClusterAgentServer server = ClusterAgentServer.builder().build()) {
      server.start();
      server.allow(ExampleTriggers.TOKEN, "system:serviceaccount:keda:keda-operator", "shop");
      ClusterAgentOptions options =
          ClusterAgentOptions.builder().endpoint(server.endpoint()).freshFor(Duration.ZERO).build();
      try (ClusterAgentSource source =
          ClusterAgentSource.create(
              SourceContext.builder(time, scheduler, Runnable::run).build(), options)) {
        for (int i = 0; i < 5; i++) {
          server.add(DatadogMetric.alwaysActive("shop", "hits" + i, "avg:hits{*}"));
          server.value("shop", "hits" + i, "7", Instant.now());
          DatadogTrigger trigger =
              DatadogTrigger.parse(ExampleTriggers.clusterAgent("shop", "hits" + i).build());
          CompletableFuture<MetricAnswer> read = source.fetch(trigger, Deadline.in(TIMEOUT, time));
          Throwable fault =
              read.handle((answer, thrown) -> thrown)
                  .get(TIMEOUT.toMillis() + 2000, TimeUnit.MILLISECONDS);
          if (fault != null) {
            assertThat(fault).isInstanceOf(ScalerException.class);
          }
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
