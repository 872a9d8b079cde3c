package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricAnswer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each reader waits until its own timeout, whatever others wait for. */
class ReaderTimeoutsTest {

  private static final Duration FRESH = Duration.ofSeconds(15);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final TestSource lane = new TestSource();

  @Test
  void keepsEachReadersTimeout() {
    CompletableFuture<MetricAnswer> hurried = lane.read(1, Duration.ofMillis(100));
    CompletableFuture<MetricAnswer> patient = lane.read(1);
    lane.time.advance(Duration.ofMillis(99));
    assertThat(hurried).isNotDone();
    lane.time.advance(MILLI);
    assertThat(fault(hurried))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("100 ms");
    assertThat(patient).isNotDone();
    lane.datadog.call().answer();
    assertThat(value(patient)).isEqualTo(1);
  }

  @Test
  void givesTheLastValueWhenTimeIsUp() {
    lane.prime(1, 2);
    lane.time.advance(Duration.ofSeconds(20));
    CompletableFuture<MetricAnswer> read = lane.read(1, Duration.ofSeconds(1));
    lane.time.advance(Duration.ofSeconds(1));
    assertThat(value(read)).isEqualTo(1);
    assertThat(read.join().age()).isEqualTo(Duration.ofSeconds(21));
    assertThat(read.join().staleCause())
        .hasValueSatisfying(cause -> assertThat(cause).isInstanceOf(TransportException.class));
  }

  @Test
  void servesALateAnswerToTheNextRead() {
    CompletableFuture<MetricAnswer> hurried = lane.read(1, Duration.ofMillis(20));
    lane.time.advance(Duration.ofSeconds(2));
    assertThat(fault(hurried)).isInstanceOf(TransportException.class);
    lane.datadog.call().answer();
    assertThat(value(lane.read(1, Duration.ofMillis(20)))).isEqualTo(1);
  }

  @Test
  void keepsATimeoutShorterThanTheLinger() {
    CompletableFuture<MetricAnswer> read = lane.read(1, MILLI);
    lane.time.advance(MILLI);
    assertThat(fault(read)).isInstanceOf(TransportException.class).hasMessageContaining("1 ms");
  }

  @Test
  void sendsARequestInTimeHoweverLongTheLinger() {
    TestSource lingering =
        new TestSource(DatadogApiOptions.builder().linger(Duration.ofSeconds(1)).build());
    CompletableFuture<MetricAnswer> patient = lingering.read(1);
    CompletableFuture<MetricAnswer> hurried = lingering.read(1, Duration.ofMillis(600));
    lingering.time.advance(Duration.ofMillis(199));
    assertThat(lingering.datadog.pending()).isEmpty();
    lingering.time.advance(MILLI);
    lingering.datadog.call().answer();
    assertThat(value(hurried)).isEqualTo(1);
    assertThat(value(patient)).isEqualTo(1);
  }

  @Test
  void reportsTheLimitWhenTimeIsUp() {
    lane.want(1);
    lane.linger();
    lane.datadog.call().answer(429, "");
    CompletableFuture<MetricAnswer> read = lane.read(1, Duration.ofMillis(100));
    lane.time.advance(Duration.ofMillis(100));
    assertThat(fault(read)).isInstanceOf(RateLimitedException.class);
  }

  @Test
  void doesNotBlameTheHostForShortTimeouts() {
    for (int i = 0; i < 20; i++) {
      CompletableFuture<MetricAnswer> hurried = lane.read(10 + i, Duration.ofMillis(10));
      lane.time.advance(Duration.ofSeconds(1));
      assertThat(fault(hurried)).hasMessageContaining("10 ms");
      lane.datadog.call().answer();
      lane.time.advance(FRESH);
    }
    CompletableFuture<MetricAnswer> patient = lane.read(2);
    lane.linger();
    lane.datadog.call().answer();
    assertThat(value(patient)).isEqualTo(2);
  }

  @Test
  void givesARequestTheLongestReadersTime() {
    lane.want(trigger(query(text(1)), Duration.ofSeconds(10)));
    lane.want(trigger(query(text(2)), Duration.ofMillis(500)));
    lane.linger();
    assertThat(lane.datadog.call().timeout().timeoutNanos())
        .as("what is left to the reader after the linger")
        .isEqualTo(TimeUnit.MILLISECONDS.toNanos(9_995));
    lane.datadog.call().answer();
    lane.time.advance(FRESH);
    lane.want(trigger(query(text(2)), Duration.ofMillis(500)));
    lane.linger();
    assertThat(lane.datadog.call().timeout().timeoutNanos())
        .as("three seconds at least: others may still want the answer")
        .isEqualTo(TimeUnit.SECONDS.toNanos(3));
  }
}
