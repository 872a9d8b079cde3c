package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.fault;
import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.TestSource.texts;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogQuery;
import io.github.scaler4j.trigger.QueryAggregator;
import io.github.scaler4j.trigger.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneBatchingTest {

  private static final Duration MILLI = Duration.ofMillis(1);

  private final TestSource lane = new TestSource();

  @Test
  void lingersForQueriesDueAtTheSameTime() {
    CompletableFuture<MetricAnswer> first = lane.read(1);
    lane.time.advance(TestSource.LINGER.minus(MILLI));
    CompletableFuture<MetricAnswer> second = lane.read(2);
    assertThat(lane.datadog.pending()).isEmpty();
    lane.time.advance(MILLI);
    assertThat(lane.datadog.asked()).containsExactly(List.of(text(1), text(2)));
    lane.datadog.call().answer();
    assertThat(value(first)).isEqualTo(1);
    assertThat(value(second)).isEqualTo(2);
  }

  @Test
  void sendsAFullRequestAtOnce() {
    lane.readAll(0, 34);
    assertThat(lane.datadog.pending()).isEmpty();
    lane.want(34);
    assertThat(lane.datadog.asked()).containsExactly(texts(0, 35));
  }

  @Test
  void asksOnceForManyReadersOfOneQuery() {
    List<CompletableFuture<MetricAnswer>> reads =
        IntStream.range(0, 50).mapToObj(i -> lane.read(7)).toList();
    lane.linger();
    CompletableFuture<MetricAnswer> late = lane.read(7);
    assertThat(lane.datadog.asked()).containsExactly(List.of(text(7)));
    lane.datadog.call().answer();
    assertThat(reads).allSatisfy(read -> assertThat(value(read)).isEqualTo(7));
    assertThat(value(late)).as("joined the request under way").isEqualTo(7);
    assertThat(lane.datadog.requests()).isEqualTo(1);
  }

  @Test
  void addsQueriesPastHalfFreshness() {
    lane.prime(0, 3);
    lane.time.advance(Duration.ofSeconds(4));
    lane.prime(3, 6);
    lane.time.advance(Duration.ofSeconds(4));
    lane.want(9);
    lane.linger();
    assertThat(lane.datadog.asked())
        .as("8 s old, and half of 15 s is 7.5; those of 4 s stay")
        .containsExactly(List.of(text(9), text(0), text(1), text(2)));
  }

  @Test
  void addsTheStalestFirst() {
    TestSource small = new TestSource(DatadogApiOptions.builder().maxBatchQueries(4).build());
    small.prime(0, 3);
    small.time.advance(Duration.ofSeconds(1));
    small.prime(3, 6);
    small.time.advance(Duration.ofSeconds(13));
    small.want(9);
    small.linger();
    assertThat(small.datadog.asked()).containsExactly(List.of(text(9), text(0), text(1), text(2)));
  }

  @Test
  void servesAValueThatCameAlong() {
    lane.prime(0, 1);
    lane.time.advance(Duration.ofSeconds(10));
    lane.prime(5, 6);
    lane.time.advance(Duration.ofSeconds(10));
    assertThat(value(lane.read(0))).isZero();
    assertThat(lane.datadog.requests()).isEqualTo(2);
  }

  @Test
  void boundsTheQueriesOfARequest() {
    TestSource small = new TestSource(DatadogApiOptions.builder().maxBatchQueries(5).build());
    small.want(pair("avg:a0{*},avg:a1{*}"));
    small.want(pair("avg:b2{*},avg:b3{*}"));
    small.want(pair("avg:c4{*},avg:c5{*}"));
    small.want(6);
    small.linger();
    assertThat(small.datadog.asked())
        .as("the third pair does not fit into the first request, the single one does")
        .containsExactly(List.of("avg:a0{*}", "avg:a1{*}", "avg:b2{*}", "avg:b3{*}", text(6)));
    small.datadog.call().answer();
    assertThat(small.datadog.asked())
        .as("it has waited for others already")
        .containsExactly(List.of("avg:c4{*}", "avg:c5{*}"));
  }

  @Test
  void boundsTheEscapedLengthOfARequest() {
    int one = QueryRequests.escapedLength(text(1));
    TestSource small =
        new TestSource(DatadogApiOptions.builder().maxEscapedQuery(3 * one + 2 * 3).build());
    small.readAll(0, 4);
    small.linger();
    assertThat(small.datadog.asked()).containsExactly(texts(0, 3));
    assertThat(QueryRequests.escapedLength(String.join(",", small.datadog.call().queries())))
        .isEqualTo(3 * one + 2 * 3);
  }

  @Test
  void mixesNeitherWindowsNorAccounts() {
    lane.want(0);
    lane.want(DatadogQuery.of(text(1), Duration.ofMinutes(2), Duration.ZERO, 0));
    lane.want(DatadogQuery.of(text(2), Duration.ofSeconds(90), Duration.ofMinutes(1), 0));
    lane.want(
        trigger(
            query(text(3)),
            Optional.empty(),
            OptionalDouble.empty(),
            "datadoghq.eu",
            Secret.of("another-key")));
    lane.want(
        trigger(
            query(text(4)),
            Optional.empty(),
            OptionalDouble.empty(),
            "datadoghq.com",
            Secret.of(Triggers.API_KEY)));
    lane.linger();
    while (lane.datadog.requests() < 5) {
      assertThat(lane.datadog.asked()).allSatisfy(queries -> assertThat(queries).hasSize(1));
      lane.datadog.pending().get(0).answer();
    }
    assertThat(lane.datadog.asked()).allSatisfy(queries -> assertThat(queries).hasSize(1));
  }

  @Test
  void boundsParallelRequestsPerAccount() {
    TestSource narrow =
        new TestSource(
            DatadogApiOptions.builder().maxBatchQueries(1).maxParallelRequests(3).build());
    narrow.prime(99, 100);
    narrow.readAll(0, 5);
    assertThat(narrow.datadog.pending()).hasSize(3);
    narrow.datadog.pending().get(1).answer();
    assertThat(narrow.datadog.asked())
        .containsExactly(List.of(text(0)), List.of(text(2)), List.of(text(3)));
  }

  @Test
  void sendsAnUncountableQueryAloneAtOnce() {
    DatadogQuery unbalanced = query("avg:q1{*}(", 0, 0);
    assertThat(unbalanced.batchable()).isFalse();
    lane.want(unbalanced);
    assertThat(lane.datadog.asked()).containsExactly(List.of("avg:q1{*}("));
    lane.datadog.call().answer();
    lane.prime(2, 3);
    lane.time.advance(Duration.ofSeconds(14));
    lane.want(5);
    lane.linger();
    assertThat(lane.datadog.asked()).containsExactly(List.of(text(5), text(2)));
  }

  @Test
  void splitsARequestWhoseIndexIsWrong() {
    List<CompletableFuture<MetricAnswer>> reads = lane.readAll(0, 4);
    lane.linger();
    String withoutIndex = "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1000,77]]}]}";
    String[] wrongIndexes = {
      withoutIndex,
      TestCall.body(lane.datadog.call().queries()).replace(":3,", ":4,"),
      TestCall.body(lane.datadog.call().queries()).replace(":1,", ":-1,"),
    };
    lane.datadog.call().answer(200, wrongIndexes[1]);
    assertThat(reads).allSatisfy(read -> assertThat(read).isNotDone());
    assertThat(lane.datadog.asked())
        .as("nothing is known of the budget, so one half at a time")
        .containsExactly(texts(0, 2));
    lane.datadog.call().answer(200, wrongIndexes[2]);
    assertThat(lane.datadog.asked()).containsExactly(texts(2, 4));
    lane.datadog.call().answer(200, wrongIndexes[0]);
    for (int i = 0; i < 3; i++) {
      assertThat(lane.datadog.asked()).first().isEqualTo(texts(i, i + 1));
      lane.datadog.pending().get(0).answer(200, withoutIndex);
      assertThat(value(reads.get(i))).as("alone, no index is needed").isEqualTo(77);
    }
    assertThat(reads.get(3)).isNotDone();
  }

  @Test
  void assignsSeriesByIndexNotByOrder() {
    List<CompletableFuture<MetricAnswer>> reads = lane.readAll(0, 3);
    lane.linger();
    lane.datadog
        .call()
        .answer(
            200,
            "{\"status\":\"ok\",\"series\":["
                + "{\"query_index\":2,\"expression\":\"avg:q0{*}\",\"pointlist\":[[1000,2]]},"
                + "{\"query_index\":0,\"expression\":\"avg:q2{*}\",\"pointlist\":[[1000,0]]}]}");
    assertThat(value(reads.get(0))).isZero();
    assertThat(value(reads.get(2))).isEqualTo(2);
    assertThat(reads.get(1).join().outcome().toString()).startsWith("NoData");
  }

  @Test
  void doesNotSplitAfterABodyThatIsNotJson() {
    List<CompletableFuture<MetricAnswer>> reads = lane.readAll(0, 3);
    lane.linger();
    lane.datadog.call().answer(200, "<html>");
    assertThat(reads)
        .allSatisfy(
            read -> assertThat(fault(read)).isInstanceOf(UnexpectedResponseException.class));
    assertThat(lane.datadog.requests()).isEqualTo(1);
  }

  private static ApiTrigger pair(String text) {
    return trigger(query(text, 0, 2), Optional.of(QueryAggregator.MAX), OptionalDouble.empty());
  }
}
