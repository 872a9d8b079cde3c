package io.github.scaler4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.MetricUnavailableException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.Verification;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DatadogScalerTest extends DatadogScalerFixture {

  @Test
  void givesAFreshReadingWithoutAsking() {
    source.next.complete(answer(7, 100));
    ScalerReading reading = scaler.read();
    time.jumpTo(99);
    assertThat(scaler.read()).isSameAs(reading);
    assertThat(scaler.readAsync().join()).isSameAs(reading);
    assertThat(source.fetches).hasSize(1);
    time.jumpTo(100);
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
  void failsWithoutDataAndWithoutAFill() {
    source.next.complete(MetricAnswer.of(MetricOutcome.noData("nothing"), NOW, 0));
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
    source.onFetch = () -> time.jumpTo(Duration.ofSeconds(4).toNanos());
    DatadogScaler hasty = scalers.scaler(trigger(OptionalDouble.empty(), 20));
    assertThatThrownBy(hasty::read)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no answer within 20 ms");
    assertThat(source.fetches.get(0)).isCancelled();
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
  void verifiesThatAStaleValueIsAFailure() {
    source.next.complete(answer(7, 100).withStaleCause(limited));
    assertThat(scalers.verify(trigger(OptionalDouble.empty())))
        .asString()
        .contains("FAILED", "limited");
  }

  @Test
  void leavesTheReadOfAnInterruptedVerification() {
    Thread.currentThread().interrupt();
    Verification report = scalers.verify(trigger(OptionalDouble.empty()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(report).asString().contains("skipped", "interrupted");
    assertThat(source.fetches.get(0)).isCancelled();
  }

  @Test
  void endsAVerificationWithoutItsTimer() {
    assertThat(scalers.verify(trigger(OptionalDouble.empty(), 20)))
        .asString()
        .contains("FAILED", "no answer within 20 ms");
    assertThat(source.fetches.get(0)).isCancelled();
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
}
