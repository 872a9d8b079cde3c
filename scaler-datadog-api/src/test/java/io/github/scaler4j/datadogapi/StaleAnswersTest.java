package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.StaleAnswerEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StaleAnswersTest {

  private static final Duration STALE_FOR = Duration.ofMinutes(5);
  private static final Duration NANO = Duration.ofNanos(1);
  private static final String[] SPENT = {
    "X-RateLimit-Limit", "100",
    "X-RateLimit-Period", "3600",
    "X-RateLimit-Remaining", "0",
    "X-RateLimit-Reset", "3600"
  };

  private final TestSource lane = new TestSource(DatadogApiOptions.builder().retries(0).build());

  @Test
  void giveTheLastValueUpToTheBound() {
    lane.prime(1, 2);
    lane.time.advance(STALE_FOR.minus(TestSource.LINGER).minus(NANO));
    CompletableFuture<MetricAnswer> within = refusedRead();
    assertThat(value(within)).isEqualTo(1);
    assertThat(within.join().age()).isEqualTo(STALE_FOR.minus(NANO));
    assertThat(within.join().staleCause())
        .hasValueSatisfying(cause -> assertThat(cause).isInstanceOf(AuthorizationException.class));
    assertThat(lane.events.stale)
        .containsExactly(
            new StaleAnswerEvent(
                TestSource.text(1),
                STALE_FOR.minus(NANO),
                within.join().staleCause().orElseThrow()));

    lane.time.advance(NANO.minus(TestSource.LINGER).plus(TestSource.LINGER));
    assertThat(fault(refusedRead())).isInstanceOf(AuthorizationException.class);
    assertThat(lane.events.stale).hasSize(1);
  }

  @Test
  void areNotFresh() {
    lane.prime(1, 2);
    lane.time.advance(Duration.ofMinutes(1));
    MetricAnswer stale = refusedRead().join();
    assertThat(stale.freshUntilNanos()).isLessThanOrEqualTo(lane.time.nanoTime());
    CompletableFuture<MetricAnswer> next = lane.read(1);
    lane.linger();
    lane.datadog.call().answer();
    assertThat(next.join().staleCause()).as("a failure is not kept").isEmpty();
    assertThat(next.join().age()).isZero();
  }

  @Test
  void areMissingWithoutABound() {
    TestSource strict = new TestSource(DatadogApiOptions.builder().staleFor(Duration.ZERO).build());
    strict.prime(1, 2);
    strict.time.advance(Duration.ofSeconds(15));
    CompletableFuture<MetricAnswer> read = strict.read(1);
    strict.linger();
    strict.datadog.call().answer(403, "");
    assertThat(fault(read)).isInstanceOf(AuthorizationException.class);
  }

  @Test
  void doNotWaitForTheGate() {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    lane.linger();
    lane.datadog.call().answer(SPENT);
    assertThat(value(first)).isEqualTo(1);
    lane.time.advance(Duration.ofSeconds(15));
    CompletableFuture<MetricAnswer> held = lane.read(1);
    assertThat(value(held)).as("at once").isEqualTo(1);
    assertThat(held.join().staleCause())
        .hasValueSatisfying(cause -> assertThat(cause).isInstanceOf(RateLimitedException.class));
    lane.time.advance(STALE_FOR);
    CompletableFuture<MetricAnswer> tooOld = lane.read(1);
    assertThat(tooOld).isNotDone();
    lane.time.advance(Duration.ofSeconds(3));
    assertThat(fault(tooOld)).isInstanceOf(RateLimitedException.class);
  }

  @Test
  void doNotWaitForAHostWithAnOpenCircuit() {
    TestSource bare = new TestSource(DatadogApiOptions.builder().retries(0).build());
    bare.prime(1, 2);
    bare.time.advance(Duration.ofSeconds(15));
    for (int i = 0; i < 10; i++) {
      CompletableFuture<MetricAnswer> read = bare.read(1);
      bare.linger();
      bare.datadog.pending().forEach(call -> call.answer(503, ""));
      assertThat(value(read)).isEqualTo(1);
      assertThat(read.join().staleCause()).isPresent();
    }
    assertThat(bare.datadog.requests()).isLessThan(10);
    CompletableFuture<MetricAnswer> unknown = bare.read(2);
    assertThat(fault(unknown)).hasMessageContaining("keeps failing");
    assertThat(bare.events.stale.get(0).cause()).isInstanceOf(UnexpectedResponseException.class);
  }

  private CompletableFuture<MetricAnswer> refusedRead() {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().answer(403, "{\"errors\":[\"Forbidden\"]}");
    return read;
  }
}
