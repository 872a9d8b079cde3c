package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

  private final TestSource lane = new TestSource();

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void retriesATransientFaultTwice(int status) {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().answer(status, "");
    lane.time.advance(Duration.ofMillis(100));
    lane.datadog.call().answer(status, "");
    lane.time.advance(Duration.ofMillis(200));
    lane.datadog.call().answer(status, "");
    lane.time.advance(Duration.ofSeconds(2));
    assertThat(lane.datadog.requests()).isEqualTo(3);
    assertThat(fault(read))
        .isInstanceOfSatisfying(
            UnexpectedResponseException.class,
            fault -> assertThat(fault.status()).isEqualTo(status));
  }

  @Test
  void retriesAfterABrokenConnection() {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().fail(new IOException("reset"));
    lane.time.advance(Duration.ofMillis(100));
    lane.datadog.call().answer();
    assertThat(value(read)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 413, 414, 422, 429})
  void retriesAfterNoOtherAnswer(int status) {
    lane.want(1);
    lane.linger();
    lane.datadog.call().answer(status, "");
    lane.time.advance(Duration.ofSeconds(3));
    assertThat(lane.datadog.requests()).isEqualTo(1);
  }

  @Test
  void failsAtOnceIfTheDoubledDelayIsTooLong() {
    CompletableFuture<MetricAnswer> read =
        lane.fetch(trigger(query("avg:q1{*}"), Duration.ofMillis(250)));
    lane.linger();
    lane.datadog.call().answer(503, "");
    lane.time.advance(Duration.ofMillis(100));
    lane.datadog.call().answer(503, "");
    assertThat(fault(read)).isInstanceOf(UnexpectedResponseException.class);
    lane.time.advance(Duration.ofSeconds(3));
    assertThat(lane.datadog.requests()).as("the third would leave after 305 ms").isEqualTo(2);
  }

  @Test
  void failsAtOnceIfARetryWouldBeTooLate() {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.time.advance(Duration.ofMillis(2900));
    lane.datadog.call().answer(503, "");
    assertThat(fault(read)).isInstanceOf(UnexpectedResponseException.class);
  }

  @Test
  void doublesARandomDelay() {
    List<Long> delays = new ArrayList<>();
    for (double random : new double[] {0, 0.5, 0.999}) {
      ManualTime time = TestSource.newTime();
      TestDatadog datadog = new TestDatadog(time);
      SourceContext context =
          SourceContext.builder(time, time, Runnable::run).random(() -> random).build();
      DatadogApiSource source =
          DatadogApiSource.create(context, DatadogApiOptions.defaults(), datadog);
      var unused =
          source.fetch(trigger(query("avg:q1{*}")), Deadline.in(Duration.ofSeconds(3), time));
      time.advance(TestSource.LINGER);
      for (int i = 0; i < 2; i++) {
        datadog.call().answer(503, "");
        long from = time.nanoTime();
        while (datadog.pending().isEmpty()) {
          time.advance(MILLI);
        }
        delays.add(Duration.ofNanos(time.nanoTime() - from).toMillis());
      }
    }
    assertThat(delays).as("ms").containsExactly(50L, 100L, 100L, 200L, 149L, 299L);
  }

  @Test
  void triesAFailingHostWithOneRequest() {
    TestSource wide =
        new TestSource(DatadogApiOptions.builder().batching(false).retries(0).build());
    wide.prime(0, 1);
    for (int i = 1; i < 9; i++) {
      wide.want(i);
      wide.datadog.pending().forEach(call -> call.fail(new IOException("refused")));
    }
    int before = wide.datadog.requests();
    CompletableFuture<MetricAnswer> refused = wide.read(20);
    assertThat(fault(refused))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("keeps failing");
    wide.time.advance(LEFT_ALONE.minus(MILLI));
    assertThat(fault(wide.read(21))).hasMessageContaining("keeps failing");
    assertThat(wide.datadog.requests()).isEqualTo(before);

    wide.time.advance(MILLI.multipliedBy(2));
    wide.want(22);
    assertThat(fault(wide.read(23))).hasMessageContaining("keeps failing");
    wide.datadog.call().fail(new IOException("refused"));
    assertThat(fault(wide.read(24))).hasMessageContaining("keeps failing");

    wide.time.advance(LEFT_ALONE.plus(MILLI));
    CompletableFuture<MetricAnswer> back = wide.read(25);
    wide.datadog.call().answer();
    assertThat(value(back)).isEqualTo(25);
    CompletableFuture<MetricAnswer> next = wide.read(26);
    wide.datadog.call().answer();
    assertThat(value(next)).isEqualTo(26);
  }

  @Test
  void triesAFailingHostAgainWhileTheFirstTrialHangs() {
    TestSource wide =
        new TestSource(DatadogApiOptions.builder().batching(false).retries(0).build());
    wide.prime(0, 1);
    for (int i = 1; i < 9; i++) {
      wide.want(i);
      wide.datadog.pending().forEach(call -> call.fail(new IOException("refused")));
    }
    wide.time.advance(LEFT_ALONE);
    CompletableFuture<MetricAnswer> hanging = wide.read(20, Duration.ofMinutes(1));
    wide.time.advance(LEFT_ALONE.minus(MILLI));
    assertThat(fault(wide.read(21))).hasMessageContaining("keeps failing");
    wide.time.advance(MILLI);
    CompletableFuture<MetricAnswer> next = wide.read(22);
    assertThat(wide.datadog.asked())
        .containsExactly(TestSource.texts(20, 21), TestSource.texts(22, 23));
    wide.datadog.pending().get(1).answer();
    assertThat(value(next)).isEqualTo(22);
    assertThat(hanging).isNotDone();
    CompletableFuture<MetricAnswer> last = wide.read(23);
    wide.datadog.pending().get(1).answer();
    assertThat(value(last)).isEqualTo(23);
  }

  @Test
  void doesNotBlameTheHostForRefusals() {
    TestSource wide =
        new TestSource(DatadogApiOptions.builder().batching(false).retries(0).build());
    int[] refusals = {400, 401, 403, 404, 414, 422, 400, 403};
    for (int i = 0; i < refusals.length; i++) {
      wide.want(i);
      wide.datadog.call().answer(refusals[i], "");
    }
    CompletableFuture<MetricAnswer> read = wide.read(20);
    wide.datadog.call().answer();
    assertThat(value(read)).isEqualTo(20);
  }

  @Test
  void readsAHostThatComesUpLate() {
    for (int second = 0; second < 60; second++) {
      lane.wantAll(0, 3);
      lane.time.advance(Duration.ofMillis(500));
      lane.datadog.pending().forEach(call -> call.fail(new IOException("refused")));
      lane.time.advance(Duration.ofMillis(500));
    }
    lane.datadog.pending().forEach(call -> call.fail(new IOException("refused")));
    lane.time.advance(LEFT_ALONE);
    CompletableFuture<MetricAnswer> read = lane.read(7);
    lane.time.advance(Duration.ofSeconds(1));
    lane.datadog.pending().forEach(TestCall::answer);
    lane.time.advance(Duration.ofSeconds(1));
    lane.datadog.pending().forEach(TestCall::answer);
    assertThat(value(read)).isEqualTo(7);
  }
}
