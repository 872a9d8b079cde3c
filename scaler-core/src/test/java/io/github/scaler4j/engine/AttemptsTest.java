package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private final MetricSourceException passing = new TransportException("reset", null);
  private final MetricSourceException lasting =
      new UnexpectedResponseException(404, "not here", null);

  private final TestTime time = new TestTime();
  private final HostGuard guard = HostGuard.of("api.example", 5, time.context());
  private final Attempts attempts = new Attempts(2, fault -> fault != lasting, time.context());
  private final List<CompletableFuture<String>> sent = new ArrayList<>();

  private CompletableFuture<String> call(Duration timeout) {
    return attempts.call(guard, time.in(timeout), this::send);
  }

  private CompletableFuture<String> send(Deadline deadline) {
    CompletableFuture<String> request = new CompletableFuture<>();
    sent.add(request);
    return request;
  }

  private static MetricSourceException busyFor(Duration asked) {
    return UnexpectedResponseException.of(503, "busy", Optional.of(asked));
  }

  private void fail(Throwable why) {
    sent.get(sent.size() - 1).completeExceptionally(why);
  }

  private static Throwable fault(CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    return FutureFault.bare(catchThrowable(() -> future.getNow(null)));
  }

  @Test
  void givesTheFirstAnswer() {
    CompletableFuture<String> call = call(SECOND);
    sent.get(0).complete("7");
    assertThat(call.join()).isEqualTo("7");
    assertThat(time.waiting()).isZero();
  }

  @Test
  void retriesATransientFaultAfterDoublingDelays() {
    CompletableFuture<String> call = call(SECOND);
    fail(new CompletionException(passing));
    time.advance(Duration.ofMillis(99));
    assertThat(sent).hasSize(1);
    time.advance(Duration.ofMillis(1));
    assertThat(sent).hasSize(2);
    fail(passing);
    time.advance(Duration.ofMillis(199));
    assertThat(sent).hasSize(2);
    time.advance(Duration.ofMillis(1));
    assertThat(sent).hasSize(3);
    fail(passing);
    assertThat(fault(call)).isSameAs(passing);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void reportsAPermanentFaultAtOnce() {
    for (int i = 0; i < 20; i++) {
      CompletableFuture<String> call = call(SECOND);
      fail(lasting);
      assertThat(fault(call)).isSameAs(lasting);
    }
    assertThat(guard.refusal()).isNull();
  }

  @Test
  void reportsOurOwnFaultUnchanged() {
    NoClassDefFoundError error = new NoClassDefFoundError("x");
    for (int i = 0; i < 20; i++) {
      CompletableFuture<String> call = call(SECOND);
      fail(error);
      assertThat(fault(call)).isSameAs(error);
    }
    assertThat(guard.refusal()).isNull();
    assertThat(sent).hasSize(20);
  }

  @ParameterizedTest
  @MethodSource("io.github.scaler4j.engine.UndeclaredFaults#kinds")
  void reportsTheExceptionOfASender(Throwable bug) {
    CompletableFuture<String> call =
        attempts.call(
            guard,
            time.in(SECOND),
            deadline -> {
              throw UndeclaredFaults.asUnchecked(bug);
            });
    assertThat(fault(call)).isSameAs(bug);
  }

  @Test
  void reportsWhyNothingWasAsked() {
    for (int i = 0; i < 20; i++) {
      CompletableFuture<String> call = call(SECOND);
      fail(new CompletionException(new NotAskedException(lasting)));
      assertThat(fault(call)).isSameAs(lasting);
    }
    assertThat(guard.refusal()).isNull();
    assertThat(sent).hasSize(20);
  }

  @Test
  void reportsTheLastFaultIfARetryIsNotAsked() {
    MetricSourceException later = new TransportException("reset again", null);
    for (int repetition = 1; repetition <= 2; repetition++) {
      CompletableFuture<String> call = call(SECOND);
      fail(passing);
      time.advance(Duration.ofMillis(100));
      if (repetition == 2) {
        fail(later);
        time.advance(Duration.ofMillis(200));
      }
      fail(new NotAskedException(lasting));
      assertThat(fault(call)).isSameAs(repetition == 2 ? later : passing);
    }
    assertThat(guard.refusal()).isNull();
    assertThat(time.waiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 80, 99, 100})
  void failsAtOnceIfARetryWouldBeTooLate(int millis) {
    CompletableFuture<String> call = call(Duration.ofMillis(millis));
    fail(passing);
    assertThat(fault(call)).isSameAs(passing);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void failsAtOnceIfTheDoubledDelayIsTooLong() {
    CompletableFuture<String> call = call(Duration.ofMillis(300));
    fail(passing);
    time.advance(Duration.ofMillis(100));
    MetricSourceException later = new TransportException("reset again", null);
    fail(later);
    assertThat(fault(call)).isSameAs(later);
    assertThat(time.waiting()).isZero();
    assertThat(sent).hasSize(2);
  }

  @Test
  void retriesWhileAnyTimeIsLeft() {
    CompletableFuture<String> call = call(Duration.ofMillis(100).plusNanos(1));
    fail(passing);
    time.advance(Duration.ofMillis(100));
    sent.get(1).complete("7");
    assertThat(call.join()).isEqualTo("7");
  }

  @Test
  void drawsOneRandomNumberForEachRetry() {
    AtomicInteger drawn = new AtomicInteger();
    SourceContext counting =
        time.context().toBuilder()
            .random(
                () -> {
                  drawn.getAndIncrement();
                  return 0.25;
                })
            .build();
    CompletableFuture<String> call =
        new Attempts(2, fault -> true, counting).call(guard, time.in(SECOND), this::send);
    fail(passing);
    time.advance(Duration.ofMillis(75));
    fail(passing);
    time.advance(Duration.ofMillis(150));
    fail(passing);
    assertThat(fault(call)).isSameAs(passing);
    assertThat(sent).hasSize(3);
    assertThat(drawn).hasValue(2);
  }

  @Test
  void doesNotRetryBeforeTheServerWantsIt() {
    CompletableFuture<String> call = call(Duration.ofSeconds(3));
    fail(busyFor(Duration.ofSeconds(2)));
    time.advance(Duration.ofSeconds(2));
    assertThat(sent).hasSize(1);
    time.advance(Duration.ofMillis(100));
    assertThat(sent).hasSize(2);
    sent.get(1).complete("7");
    assertThat(call.join()).isEqualTo("7");
  }

  @Test
  void failsAtOnceIfRetryAfterIsTooLate() {
    for (Duration asked : List.of(Duration.ofMillis(900), SECOND, Duration.ofMinutes(5))) {
      MetricSourceException busy = busyFor(asked);
      CompletableFuture<String> call = call(SECOND);
      fail(busy);
      assertThat(fault(call)).isSameAs(busy);
    }
    assertThat(time.waiting()).isZero();
  }

  @Test
  void endsIfTheSchedulerRejectsTasks() {
    CompletableFuture<String> call = call(SECOND);
    time.shutdown();
    fail(passing);
    assertThat(fault(call)).isSameAs(passing);
  }

  @Test
  void asksNoHostWithAnOpenCircuit() {
    for (int i = 0; i < 5; i++) {
      guard.tryAcquire();
      guard.onFailure(passing);
    }
    assertThat(fault(call(SECOND))).hasMessageContaining("keeps failing");
    assertThat(sent).isEmpty();
  }

  @Test
  void reportsTheLastFaultOnceTheCircuitIsOpen() {
    CompletableFuture<String> call = call(SECOND);
    fail(passing);
    for (int i = 0; i < 4; i++) {
      guard.tryAcquire();
      guard.onFailure(passing);
    }
    time.advance(SECOND);
    assertThat(fault(call)).isSameAs(passing);
    assertThat(sent).hasSize(1);
  }

  @Test
  void spreadsTheDelays() {
    assertThat(RetryDelay.before(1, () -> 0)).isEqualTo(RetryDelay.SHORTEST);
    assertThat(RetryDelay.before(1, () -> 0.999)).isLessThan(Duration.ofMillis(150));
    assertThat(RetryDelay.before(3, () -> 0.5)).isEqualTo(Duration.ofMillis(400));
    assertThat(RetryDelay.before(Integer.MAX_VALUE, () -> 0.5)).isPositive();
  }
}
