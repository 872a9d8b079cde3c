package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.TestSource.texts;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.NoData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneIsolationTest {

  private static final int BAD = 13;
  private static final Duration FRESH = Duration.ofSeconds(15);

  private final TestSource lane =
      new TestSource(DatadogApiOptions.builder().idleAfter(Duration.ofHours(1)).build());

  @Test
  void halvesARefusedRequestDownToTheCulprit() {
    lane.prime(99, 100);
    List<CompletableFuture<MetricAnswer>> reads = lane.readAll(0, 35);
    CompletableFuture<MetricAnswer> another = lane.read(BAD);
    lane.refuseAll(List.of(text(BAD)));
    for (int i = 0; i < 35; i++) {
      if (i != BAD) {
        assertThat(value(reads.get(i))).isEqualTo(i);
      }
    }
    assertThat(fault(reads.get(BAD)))
        .isInstanceOf(QueryRejectedException.class)
        .hasMessageContaining("Error parsing query");
    assertThat(fault(another)).isSameAs(fault(reads.get(BAD)));
    assertThat(lane.datadog.requests())
        .as("35, then 18+17, 9+9, 5+4, 3+2, 2+1 and 1+1: twice the depth")
        .isLessThanOrEqualTo(2 + 2 * 6);
    assertThat(lane.events.isolations).extracting(IsolationEvent::query).containsExactly(text(BAD));
  }

  @Test
  void backsOffTheCulpritButNotItsNeighbours() {
    lane.prime(99, 100);
    List<Long> backoffs = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      lane.wantAll(0, 35);
      lane.linger();
      lane.refuseAll(List.of(text(BAD)));
      IsolationEvent event = lane.events.isolations.get(round);
      backoffs.add(event.backoff().toSeconds());
      lane.time.advance(event.backoff().minusSeconds(1));

      int before = lane.datadog.requests();
      List<CompletableFuture<MetricAnswer>> reads = lane.readAll(0, 35);
      lane.linger();
      assertThat(lane.datadog.requests() - before).as("one for all neighbours").isEqualTo(1);
      assertThat(lane.datadog.call().queries())
          .contains(text(0), text(34))
          .doesNotContain(text(BAD));
      lane.datadog.call().answer();
      assertThat(fault(reads.get(BAD))).as("known without a request").isSameAs(event.cause());
      lane.time.advance(Duration.ofSeconds(1));
    }
    assertThat(backoffs)
        .containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1800L, 1800L, 1800L, 1800L);
  }

  @Test
  void batchesTheCulpritAgainOnceAccepted() {
    lane.prime(99, 100);
    lane.wantAll(0, 3);
    lane.linger();
    lane.refuseAll(List.of(text(1)));
    lane.time.advance(Duration.ofSeconds(30));
    lane.wantAll(0, 3);
    lane.linger();
    assertThat(lane.datadog.asked())
        .containsExactlyInAnyOrder(texts(1, 2), List.of(text(0), text(99), text(2)));
    lane.refuseAll(List.of());
    lane.time.advance(FRESH);
    lane.wantAll(0, 3);
    lane.linger();
    assertThat(lane.datadog.asked()).hasSize(1);
    assertThat(lane.datadog.call().queries()).contains(text(0), text(1), text(2));
  }

  @Test
  void asksACorrectedQueryAtOnce() {
    lane.prime(99, 100);
    lane.wantAll(0, 3);
    lane.linger();
    lane.refuseAll(List.of(text(1)));
    CompletableFuture<MetricAnswer> corrected = lane.read(4);
    lane.linger();
    lane.datadog.call().answer();
    assertThat(value(corrected)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 414, 422})
  void halvesAfterEachKindOfRefusal(int status) {
    lane.prime(99, 100);
    List<CompletableFuture<MetricAnswer>> reads = lane.readAll(0, 4);
    lane.linger();
    lane.datadog.call().answer(status, "{\"errors\":[\"Error parsing query\"]}");
    assertThat(lane.datadog.asked()).containsExactly(texts(0, 2), texts(2, 4));
    lane.refuseAll(List.of());
    assertThat(reads).allSatisfy(read -> assertThat(read).isCompleted());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429})
  void sendsNothingMoreAfterOtherAnswers(int status) {
    List<CompletableFuture<MetricAnswer>> reads = lane.readAll(0, 4);
    lane.linger();
    lane.datadog.call().answer(status, "");
    lane.time.advance(Duration.ofSeconds(3));
    assertThat(lane.datadog.requests()).isEqualTo(1);
    assertThat(reads).allSatisfy(read -> assertThat(fault(read)).isSameAs(fault(reads.get(0))));
    assertThat(lane.events.isolations).isEmpty();
  }

  @Test
  void waitsForTheBudgetAfterA429() {
    CompletableFuture<MetricAnswer> first = lane.read(0);
    lane.linger();
    lane.datadog
        .call()
        .answer(
            429,
            "",
            "X-RateLimit-Limit",
            "100",
            "X-RateLimit-Period",
            "60",
            "X-RateLimit-Remaining",
            "0",
            "X-RateLimit-Reset",
            "40");
    assertThat(fault(first)).isInstanceOf(RateLimitedException.class);
    CompletableFuture<MetricAnswer> second = lane.read(0);
    lane.time.advance(Duration.ofSeconds(3));
    assertThat(fault(second))
        .isInstanceOf(RateLimitedException.class)
        .hasMessageContaining("held back");
    CompletableFuture<MetricAnswer> third = lane.read(1);
    lane.time.advance(Duration.ofSeconds(36));
    assertThat(fault(third)).isInstanceOf(RateLimitedException.class);
    assertThat(lane.datadog.requests()).isEqualTo(1);
    lane.time.advance(Duration.ofSeconds(1));
    assertThat(lane.datadog.asked())
        .as("both are still wanted")
        .containsExactly(List.of(text(1), text(0)));
  }

  @Test
  void answersNoDataWhileAQueryBacksOff() {
    TestSource strict = new TestSource(DatadogApiOptions.builder().staleFor(Duration.ZERO).build());
    strict.prime(99, 100);
    List<Long> pauses = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      CompletableFuture<MetricAnswer> read = strict.read(1);
      strict.linger();
      answerUnprocessable(strict);
      assertThat(read.join().outcome()).isInstanceOf(NoData.class);
      Duration pause = strict.events.isolations.get(round).backoff();
      pauses.add(pause.toSeconds());
      strict.time.advance(pause.minusMillis(1));
      MetricAnswer late = strict.read(1).join();
      assertThat(late.outcome()).isEqualTo(read.join().outcome());
      assertThat(late.staleCause()).isEmpty();
      assertThat(strict.datadog.pending()).isEmpty();
      strict.time.advance(Duration.ofMillis(1));
    }
    assertThat(pauses).as("seconds").containsExactly(15L, 30L, 60L, 60L, 60L);
    assertThat(strict.events.isolations)
        .allSatisfy(
            event -> assertThat(event.cause()).isInstanceOf(UnexpectedResponseException.class));
  }

  @Test
  void batchesAQueryThatIsProcessedAgain() {
    lane.prime(0, 2);
    lane.time.advance(FRESH);
    lane.wantAll(0, 2);
    lane.linger();
    answerUnprocessable(lane);
    lane.datadog.pending().get(0).answer();
    answerUnprocessable(lane);
    lane.time.advance(FRESH);
    CompletableFuture<MetricAnswer> back = lane.read(1);
    assertThat(lane.datadog.asked()).as("alone, and at once").containsExactly(texts(1, 2));
    lane.datadog.call().answer();
    assertThat(value(back)).isEqualTo(1);
    lane.time.advance(FRESH);
    lane.wantAll(0, 2);
    lane.linger();
    assertThat(lane.datadog.call().queries()).containsExactlyInAnyOrder(text(0), text(1));
  }

  @Test
  void keepsBatchingWhenAllAreRefused() {
    lane.prime(99, 100);
    lane.time.advance(Duration.ofMinutes(1));
    lane.wantAll(0, 34);
    lane.linger();
    assertThat(lane.datadog.call().queries()).hasSize(35);
    while (!lane.datadog.pending().isEmpty()) {
      answerUnprocessable(lane);
    }
    int before = lane.datadog.requests();
    lane.time.advance(Duration.ofMinutes(1));
    List<CompletableFuture<MetricAnswer>> reads = lane.readAll(0, 34);
    lane.linger();
    lane.datadog.call().answer();
    assertThat(reads).allSatisfy(read -> assertThat(read).isCompleted());
    assertThat(lane.datadog.requests() - before).isEqualTo(1);
  }

  private static void answerUnprocessable(TestSource lane) {
    lane.datadog.pending().get(0).answer(422, "{\"errors\":[\"unprocessable\"]}");
  }
}
