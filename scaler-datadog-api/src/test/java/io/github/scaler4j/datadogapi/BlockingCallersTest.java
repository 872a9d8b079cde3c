package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.DatadogScaler;
import io.github.scaler4j.DatadogScalers;
import io.github.scaler4j.ScalerReading;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The caller's code delays no other reader. Threads are real; time is virtual where it matters. */
@Timeout(60)
class BlockingCallersTest {

  private final VirtualDatadog datadog = new VirtualDatadog();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stop() {
    hanging.countDown();
    executor.shutdownNow();
  }

  private DatadogScalers scalers(SourceListener listener) {
    return DatadogScalers.builder()
        .source(DatadogApiSource.with(DatadogApiOptions.defaults(), datadog))
        .time(datadog.time)
        .scheduler(datadog.time)
        .executor(executor)
        .listener(listener)
        .build();
  }

  private Secret hang() {
    asked.incrementAndGet();
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Secret.of(DatadogApi.API_KEY);
  }

  private static DatadogScaler scaler(DatadogScalers scalers, String query, SecretSupplier key) {
    return scalers.scaler(
        TriggerMetadata.builder()
            .metadata("query", query)
            .metadata("queryValue", "2")
            .metadata("timeout", "1000ms")
            .authParam("apiKey", key)
            .authParam("appKey", DatadogApi.APP_KEY)
            .build());
  }

  private static Throwable fault(CompletableFuture<ScalerReading> read) throws Exception {
    return read.handle((reading, fault) -> fault).get(30, TimeUnit.SECONDS);
  }

  /** Moves the time until the read has ended, while other threads do their part. */
  private void await(CompletableFuture<?> read) {
    while (!read.isDone()) {
      datadog.time.advance(Duration.ofMillis(5));
      try {
        read.get(2, TimeUnit.MILLISECONDS);
      } catch (Exception e) {
        // Not complete yet, or failed, which the caller checks.
      }
    }
  }

  @Test
  void blocksOneThreadForASupplierThatHangs() throws Exception {
    try (DatadogScalers scalers = scalers(SourceListener.NONE)) {
      DatadogScaler slow = scaler(scalers, "avg:slow{*}", this::hang);
      List<CompletableFuture<ScalerReading>> reads = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        reads.add(slow.readAsync());
      }
      DatadogScaler healthy = scaler(scalers, "avg:healthy{*}", Secret.of(DatadogApi.API_KEY));
      CompletableFuture<ScalerReading> read = healthy.readAsync();
      await(read);
      assertThat(read.get().value()).isEqualTo(7);
      datadog.time.advance(Duration.ofSeconds(1));
      for (CompletableFuture<ScalerReading> late : reads) {
        assertThat(fault(late)).hasMessageContaining("not supplied within 1000 ms");
      }
      assertThat(asked.get()).isEqualTo(1);
      assertThat(((ThreadPoolExecutor) executor).getActiveCount()).isLessThan(10);
      hanging.countDown();
      CompletableFuture<ScalerReading> next = slow.readAsync();
      await(next);
      assertThat(fault(next)).isNull();
    }
  }

  @Test
  void callsANamedSupplierThatHangsOnceAtATime() throws Exception {
    try (DatadogScalers scalers = scalers(SourceListener.NONE)) {
      DatadogScaler slow =
          scaler(scalers, "avg:slow{*}", SecretSupplier.named("vault/dd", this::hang));
      for (int i = 0; i < 50; i++) {
        CompletableFuture<ScalerReading> read = slow.readAsync();
        datadog.time.advance(Duration.ofSeconds(1));
        assertThat(fault(read)).hasMessageContaining("within 1000 ms");
        datadog.time.advance(Duration.ofSeconds(20));
      }
      hanging.countDown();
      executor.shutdown();
      assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      assertThat(asked.get()).isEqualTo(1);
    }
  }

  @Test
  void readsWhileAListenerBlocks() throws Exception {
    SourceListener blocking =
        new SourceListener() {
          @Override
          public void onRequest(RequestEvent event) {
            hang();
          }
        };
    datadog.account().limit(100_000);
    try (DatadogScalers scalers = scalers(blocking)) {
      for (int i = 0; i < 5; i++) {
        CompletableFuture<ScalerReading> read =
            scaler(scalers, "avg:q" + i + "{*}", Secret.of(DatadogApi.API_KEY)).readAsync();
        await(read);
        assertThat(fault(read)).isNull();
      }
      assertThat(asked.get()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void readsWithinACallback() throws Exception {
    try (DatadogScalers scalers =
        DatadogScalers.builder()
            .source(DatadogApiSource.with(DatadogApiOptions.defaults(), datadog))
            .time(datadog.time)
            .scheduler(datadog.time)
            .executor(executor)
            .build()) {
      datadog.trouble("avg:bad{*}", DatadogAnswer.error(400, "Error parsing query"));
      DatadogScaler bad = scaler(scalers, "avg:bad{*}", Secret.of(DatadogApi.API_KEY));
      DatadogScaler other = scaler(scalers, "avg:other{*}", Secret.of(DatadogApi.API_KEY));
      CompletableFuture<ScalerReading> read = bad.readAsync().exceptionally(fault -> other.read());
      await(read);
      assertThat(read.get().value()).isEqualTo(7);
    }
  }

  @Test
  void failsReadsAtOnceIfTheSchedulerRejectsTasks() throws Exception {
    ScheduledThreadPoolExecutor rejecting = new ScheduledThreadPoolExecutor(1);
    rejecting.shutdown();
    try (DatadogScalers scalers =
        DatadogScalers.builder()
            .source(DatadogApiSource.with(DatadogApiOptions.defaults(), datadog))
            .time(datadog.time)
            .scheduler(rejecting)
            .executor(executor)
            .build()) {
      DatadogScaler one = scaler(scalers, "avg:one{*}", Secret.of(DatadogApi.API_KEY));
      DatadogScaler two = scaler(scalers, "avg:two{*}", () -> Secret.of(DatadogApi.API_KEY));
      assertThat(fault(one.readAsync())).hasMessageContaining("the scheduler has been shut down");
      assertThat(fault(two.readAsync())).isNotNull();
    }
  }
}
