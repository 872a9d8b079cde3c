package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.FailureKind;
import io.github.scaler4j.source.ReadEvent;
import io.github.scaler4j.source.SourceListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which thread the callbacks of a read run, and that they delay no reader. */
@Timeout(30)
class DatadogScalerCallbacksTest extends DatadogScalerFixture {

  @Test
  void endsAsyncReadsIfTheSchedulerDropsTheTimer() throws Exception {
    // No timer ends the source's future, as with a scheduler that drops its tasks.
    ScheduledExecutorService dropping = Executors.newSingleThreadScheduledExecutor();
    CompletableFuture<ReadEvent> event = new CompletableFuture<>();
    try (DatadogScalers factory =
        DatadogScalers.builder()
            .source(context -> source)
            .scheduler(dropping)
            .listener(listener(event::complete))
            .build()) {
      DatadogScaler late = factory.scaler(trigger(OptionalDouble.empty(), 50));
      CompletableFuture<TriggerHealth> healthInCallback = new CompletableFuture<>();
      CompletableFuture<Thread> endedOn =
          late.readAsync()
              .handle(
                  (reading, fault) -> {
                    healthInCallback.complete(late.health());
                    assertThat(fault)
                        .isInstanceOf(TransportException.class)
                        .hasMessageContaining("no answer within 50 ms");
                    return Thread.currentThread();
                  });
      assertThat(endedOn.get(20, TimeUnit.SECONDS).getName()).startsWith("scaler4j-caller");
      assertThat(healthInCallback.join().failures()).isEqualTo(1);
      assertThat(event.get(20, TimeUnit.SECONDS).failure()).contains(FailureKind.TRANSPORT);

      source.next.completeExceptionally(limited);

      assertThat(late.health().failures()).isEqualTo(1);
      assertThat(late.health().failure()).contains(FailureKind.TRANSPORT);
      assertThat(factory.statistics().failedReads()).isEqualTo(Map.of(FailureKind.TRANSPORT, 1L));
    } finally {
      dropping.shutdownNow();
    }
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

  @Test
  void recordsNoReadThatIsCancelledWhileTheExecutorIsBusy() {
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
      read.cancel(false);
      handedOver.get(0).run();
      assertThat(ownScaler.health().unread()).isTrue();
    }
  }

  private static SourceListener listener(Consumer<ReadEvent> reads) {
    return new SourceListener() {
      @Override
      public void onRead(ReadEvent event) {
        reads.accept(event);
      }
    };
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
