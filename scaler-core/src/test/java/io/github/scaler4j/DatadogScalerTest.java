package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.MetricSource;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DatadogScalerTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private final RateLimitedException limited =
      new RateLimitedException("limited", RateLimitedException.Details.UNKNOWN);

  private final FakeTime time = new FakeTime();
  private final FakeSource source = new FakeSource();
  private final DatadogScalers scalers =
      DatadogScalers.builder().source(context -> source).time(time).build();
  private final DatadogScaler scaler = scalers.scaler(trigger(OptionalDouble.empty()));

  @AfterEach
  void close() {
    scalers.close();
  }

  @Test
  void givesAFreshReadingWithoutAsking() {
    source.next.complete(answer(7, 100));
    ScalerReading reading = scaler.read();
    time.nanos = 99;
    assertThat(scaler.read()).isSameAs(reading);
    assertThat(scaler.readAsync().join()).isSameAs(reading);
    assertThat(source.fetches).hasSize(1);
    time.nanos = 100;
    source.next = CompletableFuture.completedFuture(answer(8, 200));
    assertThat(scaler.read().value()).isEqualTo(8);
  }

  @Test
  void throwsTheExceptionOfItsFuture() {
    source.next.completeExceptionally(limited);
    assertThat(catchThrowable(scaler::read)).isSameAs(limited);
    assertThat(scaler.readAsync().handle((reading, e) -> e).join()).isSameAs(limited);
  }

  @Test
  void unwrapsTheFaultOfASourcesStages() {
    source.next.completeExceptionally(new CompletionException(limited));
    assertThat(catchThrowable(scaler::read)).isSameAs(limited);
    assertThat(scaler.readAsync().handle((reading, e) -> e).join()).isSameAs(limited);
  }

  @Test
  void endsAsyncReadsIfTheSchedulerDropsTheTimer() throws Exception {
    // No timer ends the source's future, as with a scheduler that drops its tasks.
    ScheduledExecutorService dropping = Executors.newSingleThreadScheduledExecutor();
    try (DatadogScalers factory =
        DatadogScalers.builder().source(context -> source).scheduler(dropping).build()) {
      CompletableFuture<Thread> endedOn =
          factory
              .scaler(trigger(OptionalDouble.empty(), 50))
              .readAsync()
              .handle(
                  (reading, fault) -> {
                    assertThat(fault)
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining("no answer within 50 ms");
                    return Thread.currentThread();
                  });
      assertThat(endedOn.get(20, TimeUnit.SECONDS).getName()).startsWith("scaler4j-caller");
    } finally {
      dropping.shutdownNow();
    }
  }

  @Test
  void failsWithoutDataAndWithoutAFill() {
    source.next.complete(MetricAnswer.of(new MetricOutcome.NoData("nothing"), NOW, 0));
    assertThatThrownBy(scaler::read)
        .isInstanceOf(MetricUnavailableException.class)
        .hasMessageContaining("nothing");
    assertThat(scaler.readAsync().handle((reading, e) -> e).join())
        .isInstanceOf(MetricUnavailableException.class);
    assertThat(scalers.scaler(trigger(OptionalDouble.of(1.5))).read().value()).isEqualTo(1.5);
  }

  @Test
  void passesOtherExceptionsOn() {
    AssertionError error = new AssertionError("ours");
    source.next.completeExceptionally(error);
    assertThat(catchThrowable(scaler::read)).isSameAs(error);
    assertThat(scaler.readAsync().handle((reading, e) -> e).join()).isSameAs(error);

    IllegalStateException bug = new IllegalStateException("ours");
    source.next = CompletableFuture.failedFuture(bug);
    assertThat(catchThrowable(scaler::read)).isSameAs(bug);

    IOException checked = new IOException("ours");
    source.next = CompletableFuture.failedFuture(checked);
    assertThatIllegalStateException().isThrownBy(scaler::read).withCause(checked);
  }

  @Test
  void cancelsOnlyTheFetchOfOneRead() {
    CompletableFuture<ScalerReading> cancelled = scaler.readAsync();
    CompletableFuture<ScalerReading> patient = scaler.readAsync();
    assertThat(patient).isNotSameAs(cancelled);
    cancelled.cancel(true);
    assertThat(source.fetches.get(0)).isCancelled();
    source.next.complete(answer(7, 0));
    assertThat(patient.join().value()).isEqualTo(7);
  }

  @Test
  void keepsAReaderInterrupted() {
    Thread.currentThread().interrupt();
    Throwable thrown = catchThrowable(scaler::read);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(TransportException.class).hasMessageContaining("interrupted");
    assertThat(source.fetches.get(0)).isCancelled();
  }

  @Test
  void endsABlockedReadOnAnInterrupt() throws InterruptedException {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread reader = new Thread(() -> thrown.complete(catchThrowable(scaler::read)));
    reader.start();
    while (source.fetches.isEmpty() || reader.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    reader.interrupt();
    reader.join();
    assertThat(thrown.join()).isInstanceOf(TransportException.class);
  }

  @Test
  void endsAReadWithoutItsTimer() {
    source.onFetch = () -> time.nanos = Duration.ofSeconds(4).toNanos();
    DatadogScaler hasty = scalers.scaler(trigger(OptionalDouble.empty(), 20));
    assertThatThrownBy(hasty::read)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no answer within 20 ms");
    assertThat(source.fetches.get(0)).isCancelled();
  }

  @Test
  void runsCallbacksOnAThreadThatNoReaderNeeds() {
    CompletableFuture<ScalerReading> first = scaler.readAsync();
    CompletableFuture<Thread> ran = first.handle((reading, fault) -> Thread.currentThread());
    CompletableFuture<ScalerReading> inCallback =
        first.exceptionally(
            fault -> {
              source.next = CompletableFuture.completedFuture(answer(8, 0));
              return scaler.read();
            });
    source.next.completeExceptionally(limited);
    assertThat(inCallback.join().value()).isEqualTo(8);
    assertThat(ran.join()).isNotSameAs(Thread.currentThread());
    assertThat(ran.join().isDaemon()).isTrue();
    assertThat(ran.join().getName()).startsWith("scaler4j-caller-");
  }

  @Test
  void continuesWhileACallbackBlocks() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<Void> slow =
        scaler
            .readAsync()
            .thenAccept(
                reading -> {
                  begun.countDown();
                  awaitUninterrupted(released);
                });
    CompletableFuture<ScalerReading> other = scaler.readAsync();
    source.next.complete(answer(7, 0));
    begun.await();
    assertThat(other.join().value()).isEqualTo(7);
    assertThat(scaler.read().value()).isEqualTo(7);
    assertThat(slow).isNotDone();
    released.countDown();
    slow.join();
  }

  @Test
  void runsCallbacksOnTheCallersExecutor() {
    List<Runnable> handedOver = new ArrayList<>();
    try (DatadogScalers own =
        DatadogScalers.builder()
            .source(context -> source)
            .time(time)
            .executor(handedOver::add)
            .build()) {
      DatadogScaler ownScaler = own.scaler(trigger(OptionalDouble.empty()));
      CompletableFuture<ScalerReading> read = ownScaler.readAsync();
      source.next.complete(answer(7, 0));
      assertThat(read).isNotDone();
      assertThat(ownScaler.read().value()).isEqualTo(7);
      handedOver.get(0).run();
      assertThat(read.join().value()).isEqualTo(7);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void keepsNothingOfAReadOnceClosed() {
    CompletableFuture<ScalerReading> underWay = scaler.readAsync();
    scaler.close();
    source.next.complete(answer(7, Long.MAX_VALUE));
    assertThat(underWay.join().value()).isEqualTo(7);
    assertThatIllegalStateException().isThrownBy(scaler::read);
    assertThatIllegalStateException().isThrownBy(scaler::readAsync);
  }

  @Test
  void verifiesByAReadIfTheSourceCannot() {
    DatadogTrigger trigger = trigger(OptionalDouble.empty());
    source.next.complete(answer(7, 100));
    assertThat(scalers.verify(trigger).ok()).isTrue();
    assertThat(scalers.verify(trigger)).asString().contains("hits", "ok", "metric", "7.0 at");

    source.next = CompletableFuture.failedFuture(limited);
    assertThat(scalers.verify(trigger).ok()).isFalse();
    assertThat(scalers.verify(trigger)).asString().contains("FAILED", "metric", "limited");
  }

  @Test
  void sumsTheStatisticsOfItsSources() {
    FakeSource other = new FakeSource();
    source.statistics = statistics(1);
    other.statistics = statistics(10);
    try (DatadogScalers both =
        DatadogScalers.builder().source(context -> source).source(context -> other).build()) {
      assertThat(both.statistics()).isEqualTo(statistics(11));
    }
  }

  private static MetricAnswer answer(double value, long freshUntilNanos) {
    return MetricAnswer.of(new MetricOutcome.Sample(value, NOW), NOW, freshUntilNanos);
  }

  private static SourceStatistics statistics(long unit) {
    return SourceStatistics.builder()
        .liveQueries(unit)
        .forgottenQueries(2 * unit)
        .reads(3 * unit)
        .cacheHits(4 * unit)
        .staleAnswers(5 * unit)
        .requests(6 * unit)
        .queries(7 * unit)
        .build();
  }

  private static DatadogTrigger trigger(OptionalDouble fill) {
    return trigger(fill, 3_000);
  }

  private static DatadogTrigger trigger(OptionalDouble fill, int timeoutMillis) {
    TriggerMetadata.Builder trigger =
        TriggerMetadata.builder()
            .metadata("useClusterAgentProxy", "true")
            .metadata("datadogMetricName", "hits")
            .metadata("datadogMetricNamespace", "web")
            .metadata("targetValue", "2")
            .metadata("timeout", "" + timeoutMillis)
            .authParam("datadogNamespace", "datadog")
            .authParam("datadogMetricsService", "agent")
            .authParam("token", "t");
    fill.ifPresent(value -> trigger.metadata("metricUnavailableValue", Double.toString(value)));
    return DatadogTrigger.parse(trigger.build());
  }

  private static final class FakeTime implements TimeSource {
    volatile long nanos;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public Instant now() {
      return NOW;
    }
  }

  /** Returns copies of the next answer. */
  private static final class FakeSource implements MetricSource {
    final List<CompletableFuture<MetricAnswer>> fetches = new CopyOnWriteArrayList<>();
    volatile CompletableFuture<MetricAnswer> next = new CompletableFuture<>();
    SourceStatistics statistics = SourceStatistics.NONE;
    Runnable onFetch = () -> {};

    @Override
    public boolean supports(DatadogTrigger trigger) {
      return true;
    }

    @Override
    public CompletableFuture<MetricAnswer> fetch(DatadogTrigger trigger, Deadline deadline) {
      CompletableFuture<MetricAnswer> fetch = new CompletableFuture<>();
      var unused =
          next.whenComplete(
              (answer, fault) -> {
                if (fault == null) {
                  fetch.complete(answer);
                } else {
                  fetch.completeExceptionally(fault);
                }
              });
      fetches.add(fetch);
      onFetch.run();
      return fetch;
    }

    @Override
    public SourceStatistics statistics() {
      return statistics;
    }

    @Override
    public void close() {}
  }
}
