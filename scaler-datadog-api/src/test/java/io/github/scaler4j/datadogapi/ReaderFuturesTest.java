package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReaderFuturesTest {

  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final TestSource lane = new TestSource();

  @Test
  void failsWithTheFaultItself() {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().answer(429, "");
    CompletableFuture<Boolean> limited = read.handle((v, e) -> e instanceof RateLimitedException);
    assertThat(limited.join()).isTrue();
  }

  @Test
  void keepsReadersFromHarmingEachOther() {
    CompletableFuture<MetricAnswer> patient = lane.read(1);
    CompletableFuture<MetricAnswer> cancelled = lane.read(1);
    CompletableFuture<MetricAnswer> completed = lane.read(1);
    CompletableFuture<MetricAnswer> obtruded = lane.read(1);
    CompletableFuture<MetricAnswer> failed = lane.read(1);
    MetricAnswer own = MetricAnswer.of(MetricOutcome.noData("mine"), Instant.EPOCH, 0);
    cancelled.cancel(true);
    completed.complete(own);
    obtruded.obtrudeValue(own);
    failed.completeExceptionally(new IllegalStateException("mine"));
    lane.linger();
    CompletableFuture<MetricAnswer> inFlight = lane.read(1);
    inFlight.cancel(false);
    lane.datadog.call().answer();
    assertThat(value(patient)).isEqualTo(1);
    assertThat(cancelled).isCancelled();
    assertThat(inFlight).isCancelled();
    assertThat(completed.join()).isSameAs(own);
    assertThat(obtruded.join()).isSameAs(own);
    assertThat(fault(failed)).hasMessage("mine");
  }

  @Test
  void keepsNothingOfAReaderThatLeft() {
    CompletableFuture<MetricAnswer> left = lane.read(1);
    left.cancel(false);
    CompletableFuture<MetricAnswer> gone = lane.read(1);
    gone.completeExceptionally(new IllegalStateException());
    lane.linger();
    lane.datadog.call().fail(new IOException("reset"));
    lane.time.advance(TIMEOUT);
    assertThat(lane.events.stale).isEmpty();
    lane.prime(1, 2);
    lane.time.advance(FRESH);
    CompletableFuture<MetricAnswer> leavesLater = lane.read(1);
    lane.linger();
    leavesLater.cancel(false);
    lane.time.advance(TIMEOUT);
    assertThat(lane.events.stale).as("nobody is there to be answered").isEmpty();
  }

  @Test
  void failsPendingReadsWhenClosed() {
    lane.prime(1, 2);
    lane.time.advance(FRESH);
    CompletableFuture<MetricAnswer> inFlight = lane.read(1);
    lane.linger();
    TestCall call = lane.datadog.call();
    CompletableFuture<MetricAnswer> due = lane.read(2);
    lane.close();
    assertThat(fault(inFlight))
        .as("although a stale value is there")
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("closed");
    assertThat(fault(due)).hasMessageContaining("closed");
    assertThat(call.isCanceled()).isTrue();
    assertThat(lane.datadog.pending()).isEmpty();
    lane.time.advance(Duration.ofMinutes(1));
    assertThat(lane.datadog.requests()).as("nothing leaves any more").isEqualTo(2);
    assertThat(fault(lane.read(3))).hasMessageContaining("closed");
    assertThat(fault(lane.fetch(ofAnotherAccount()))).hasMessageContaining("closed");
    assertThat(lane.datadog.requests()).isEqualTo(2);
  }

  @Test
  void doesNotRetryOnceClosed() {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().fail(new IOException("reset"));
    lane.close();
    assertThat(fault(read)).hasMessageContaining("closed");
    lane.time.advance(TIMEOUT);
    assertThat(lane.datadog.requests()).isEqualTo(1);
  }

  @Test
  void endsReadsWithoutAScheduler() {
    lane.prime(1, 2);
    lane.time.advance(FRESH);
    CompletableFuture<MetricAnswer> inFlight = lane.read(1);
    lane.linger();
    CompletableFuture<MetricAnswer> due = lane.read(2);
    lane.time.shutdownNow();
    CompletableFuture<MetricAnswer> late = lane.read(1);
    assertThat(value(late)).isEqualTo(1);
    assertThat(late.join().staleCause()).isPresent();
    assertThat(fault(lane.read(3))).isInstanceOf(TransportException.class);
    lane.datadog.pending().get(0).fail(new IOException("reset"));
    assertThat(value(inFlight)).as("not retried, since nobody could").isEqualTo(1);
    lane.close();
    assertThat(fault(due)).hasMessageContaining("closed");
  }

  @Test
  void servesReadersOfAForgottenQuery() {
    TestSource brief =
        new TestSource(
            DatadogApiOptions.builder()
                .freshFor(Duration.ZERO)
                .idleAfter(Duration.ofSeconds(1))
                .build());
    CompletableFuture<MetricAnswer> read = brief.read(1);
    brief.linger();
    brief.time.advance(Duration.ofSeconds(2));
    brief.want(2);
    assertThat(brief.source.statistics().forgottenQueries()).isEqualTo(1);
    brief.datadog.pending().get(0).answer();
    assertThat(value(read)).isEqualTo(1);
  }

  @Test
  void failsOnlyReadsWhoseKeyIsMissing() {
    SecretSupplier broken =
        () -> {
          throw new IllegalStateException("vault sealed");
        };
    CompletableFuture<MetricAnswer> read = lane.fetch(withKey(broken));
    CompletableFuture<MetricAnswer> neighbour = lane.read(1);
    lane.time.advance(Duration.ofMillis(500));
    assertThat(fault(read))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("apiKey")
        .hasRootCauseMessage("java.lang.IllegalStateException");
    lane.datadog.call().answer();
    assertThat(value(neighbour)).isEqualTo(1);
  }

  @Test
  void refusesAKeyUnfitForAHeader() {
    CompletableFuture<MetricAnswer> read = lane.fetch(withKey(Secret.of("a\nb")));
    lane.linger();
    assertThat(fault(read)).isInstanceOf(InvalidTriggerException.class);
    assertThat(fault(read)).hasMessageContaining("apiKey").hasMessageNotContaining("a\nb");
  }

  @Test
  void passesErrorsOnUnchanged() {
    lane.prime(1, 2);
    AssertionError error = new AssertionError("a fault of ours");
    SecretSupplier broken =
        new SecretSupplier() {
          private boolean used;

          @Override
          public Secret get() {
            if (used) {
              throw error;
            }
            used = true;
            return Secret.of("key");
          }
        };
    CompletableFuture<MetricAnswer> first = lane.fetch(withKey(broken));
    lane.linger();
    lane.datadog.call().answer();
    assertThat(value(first)).isEqualTo(9);
    lane.time.advance(FRESH);
    CompletableFuture<MetricAnswer> second = lane.fetch(withKey(broken));
    lane.linger();
    assertThat(fault(second)).as("no older value hides it").isSameAs(error);
  }

  @Test
  @Timeout(30)
  void survivesAKeySupplierThatBlocks() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    SecretSupplier blocking =
        () -> {
          entered.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Secret.of("key");
        };
    TestSource plain = new TestSource(DatadogApiOptions.builder().batching(false).build());
    Thread blocked = new Thread(() -> plain.want(withKey(blocking)));
    blocked.start();
    entered.await();
    CompletableFuture<MetricAnswer> read = plain.read(1);
    plain.datadog.call().answer();
    assertThat(value(read)).isEqualTo(1);
    release.countDown();
    blocked.join();
  }

  @Test
  void survivesACallbackThatThrows() {
    CompletableFuture<Object> broken =
        lane.read(1)
            .thenApply(
                answer -> {
                  throw new IllegalStateException("callback");
                });
    CompletableFuture<MetricAnswer> other = lane.read(1);
    CompletableFuture<MetricAnswer> neighbour = lane.read(2);
    lane.linger();
    lane.datadog.call().answer();
    assertThat(broken).isCompletedExceptionally();
    assertThat(List.of(value(other), value(neighbour))).containsExactly(1.0, 2.0);
  }

  private static ApiTrigger withKey(SecretSupplier key) {
    return trigger(query(text(9)), Optional.empty(), OptionalDouble.empty(), "datadoghq.eu", key);
  }

  private static ApiTrigger ofAnotherAccount() {
    return withKey(Secret.of("another"));
  }
}
