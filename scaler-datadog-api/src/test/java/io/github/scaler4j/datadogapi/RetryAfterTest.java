package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.trigger.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed request whose answer says when to ask again. */
class RetryAfterTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String NOW = "Thu, 01 Jan 2026 00:00:00 GMT";
  private static final Duration JITTER = Duration.ofMillis(100);

  private final TestSource lane = new TestSource();

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void isRetriedNoEarlier(int status) {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().answer(status, "", "Retry-After", "2");
    lane.time.advance(SECOND.multipliedBy(2));
    assertThat(lane.datadog.requests()).isEqualTo(1);
    lane.time.advance(JITTER);
    lane.datadog.call().answer();
    assertThat(value(read)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|3",
        "30|30",
        "Thu, 01 Jan 2026 00:00:30 GMT|30",
        "100000|300",
        "999999999|300",
        "Thu, 01 Jan 2099 00:00:00 GMT|300",
      })
  void isNotRetriedIfThatWouldBeTooLate(String header, int seconds) {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().answer(503, "", "Retry-After", header, "Date", NOW);
    assertThat(fault(read))
        .isInstanceOfSatisfying(
            UnexpectedResponseException.class,
            fault -> assertThat(fault.retryAfter()).contains(Duration.ofSeconds(seconds)))
        .hasMessageEndingWith("; retry after " + seconds + " s");

    lane.time.advance(Duration.ofSeconds(seconds).minusMillis(1));
    assertThat(fault(lane.read(1))).as("a read meanwhile").hasMessageContaining("(503)");
    assertThat(lane.datadog.requests()).isEqualTo(1);

    lane.time.advance(Duration.ofMillis(1));
    CompletableFuture<MetricAnswer> later = lane.read(1);
    lane.linger();
    lane.datadog.call().answer();
    assertThat(value(later)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "soon", "Mon, 01 Jan 2001 00:00:00 GMT"})
  void isRetriedAtOnceIfItAsksForNothing(String header) {
    CompletableFuture<MetricAnswer> read = lane.read(1);
    lane.linger();
    lane.datadog.call().answer(503, "", "Retry-After", header);
    lane.time.advance(JITTER);
    lane.datadog.call().answer();
    assertThat(value(read)).isEqualTo(1);
  }

  @Test
  void delaysNeitherOtherQueriesNorOtherAccounts() {
    lane.prime(1, 2);
    CompletableFuture<MetricAnswer> failed = lane.read(2);
    lane.linger();
    lane.datadog.call().answer(503, "", "Retry-After", "300");
    assertThat(failed).isCompletedExceptionally();

    CompletableFuture<MetricAnswer> neighbour = lane.read(3);
    CompletableFuture<MetricAnswer> tenant =
        lane.fetch(
            trigger(
                query("avg:q4{*}"),
                Optional.empty(),
                OptionalDouble.empty(),
                "datadoghq.eu",
                Secret.of("the key of another account")));
    lane.linger();
    lane.datadog.pending().forEach(TestCall::answer);
    assertThat(value(neighbour)).isEqualTo(3);
    assertThat(value(tenant)).isEqualTo(4);
  }

  @Test
  void makesNoNeighbourInItsRequestWait() {
    lane.prime(0, 3);
    lane.time.advance(Duration.ofSeconds(20));
    for (int poll = 0; poll < 8; poll++) {
      var unused = lane.readAll(0, 3);
      lane.linger();
      answerAllBut("avg:q2{*}");
      lane.time.advance(Duration.ofSeconds(15));
    }
    CompletableFuture<MetricAnswer> neighbour = lane.read(0);
    lane.linger();
    answerAllBut("avg:q2{*}");
    assertThat(neighbour).isCompletedWithValueMatching(answer -> answer.staleCause().isEmpty());
    assertThat(lane.read(2))
        .isCompletedWithValueMatching(
            answer ->
                answer
                    .staleCause()
                    .filter(why -> why.toString().contains("retry after 120 s"))
                    .isPresent());
  }

  @Test
  void makesNoNeighbourWaitForAPatientReader() {
    Duration timeoutClass = Duration.ofSeconds(30);
    CompletableFuture<MetricAnswer> bad = lane.read(0, timeoutClass);
    CompletableFuture<MetricAnswer> neighbour = lane.read(1, timeoutClass);
    lane.linger();
    lane.datadog.call().answer(503, "", "Retry-After", "20");
    assertThat(fault(bad)).hasMessageContaining("retry after 20 s");
    assertThat(neighbour).isCompletedExceptionally();

    lane.time.advance(SECOND);
    CompletableFuture<MetricAnswer> next = lane.read(1, timeoutClass);
    lane.linger();
    lane.datadog.call().answer();
    assertThat(value(next)).isEqualTo(1);
  }

  @Test
  void takesNoPlaceWhileItWaits() {
    TestSource source =
        new TestSource(DatadogApiOptions.builder().batching(false).maxParallelRequests(1).build());
    source.prime(9, 10);
    CompletableFuture<MetricAnswer> waiting = source.read(1, Duration.ofSeconds(30));
    source.datadog.call().answer(503, "", "Retry-After", "20");
    assertThat(waiting).isNotDone();

    CompletableFuture<MetricAnswer> other = source.read(2);
    source.datadog.call().answer();
    assertThat(value(other)).isEqualTo(2);

    source.time.advance(Duration.ofSeconds(19));
    CompletableFuture<MetricAnswer> slow = source.read(3);
    source.time.advance(Duration.ofMillis(1_500));
    source.datadog.call().answer();
    assertThat(value(slow)).as("the only place was taken").isEqualTo(3);
    source.time.advance(JITTER);
    source.datadog.call().answer();
    assertThat(value(waiting)).isEqualTo(1);
  }

  private void answerAllBut(String bad) {
    while (!lane.datadog.pending().isEmpty()) {
      TestCall call = lane.datadog.pending().get(0);
      if (call.queries().contains(bad)) {
        call.answer(503, "", "Retry-After", "120");
      } else {
        call.answer();
      }
    }
  }

  @Test
  void keepsAHostThatFailsEveryRequestAloneForAsLong() {
    DatadogApiOptions alone = DatadogApiOptions.builder().batching(false).build();
    TestSource source = new TestSource(alone);
    source.prime(0, 1);
    for (int i = 1; i <= HostHealth.DOWN_AFTER; i++) {
      source.want(i);
      source.datadog.call().answer(503, "", "Retry-After", "60");
    }
    int before = source.datadog.requests();
    source.time.advance(Duration.ofSeconds(59));
    assertThat(fault(source.read(20))).hasMessageContaining("gets no requests for up to 60 s");
    assertThat(source.datadog.requests()).isEqualTo(before);
    source.time.advance(SECOND);
    CompletableFuture<MetricAnswer> back = source.read(21);
    source.datadog.call().answer();
    assertThat(value(back)).isEqualTo(21);
  }
}
