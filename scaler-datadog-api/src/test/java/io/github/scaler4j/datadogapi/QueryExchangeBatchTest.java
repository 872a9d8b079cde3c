package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.Triggers.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.UnexpectedResponseException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the series of a batch reach its queries. */
class QueryExchangeBatchTest extends QueryExchangeFixture {

  @Test
  void splitsABatchByIndex() {
    Reply reply =
        reply(
            200,
            """
            {"status":"ok","series":[
              {"pointlist":[[1,30],[2,31]],"query_index":3},
              {"pointlist":[[1,20],[2,21]],"query_index":2},
              {"pointlist":[[1,10],[2,11]],"query_index":1},
              {"pointlist":[[1,12],[2,13]],"query_index":1}]}""",
            query("a{*}"),
            query("b{*},c{*}", 1, 2),
            query("d{*}"),
            query("e{*}"));
    assertThat(((Reply.Answered) reply).series())
        .containsExactly(
            List.of(),
            List.of(new Series(1, 20, 1), new Series(0, 10, 1), new Series(0, 12, 1)),
            List.of(new Series(0, 31, 2)),
            List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"query_index\":null,", "\"query_index\":-1,", "\"query_index\":2,"})
  void refusesABatchWithAWrongIndex(String index) {
    Reply.Refused refused =
        refused(
            200,
            "{\"status\":\"ok\",\"series\":[{\"query_index\":0,\"pointlist\":[[1,1]]},{"
                + index
                + "\"pointlist\":[[1,1]]}]}",
            query("a{*}"),
            query("b{*}"));
    assertThat(refused.queriesAtFault()).isTrue();
    assertThat(refused.fault())
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("query_index");
  }

  @Test
  void needsNoIndexForASingleQuery() {
    Reply reply =
        reply(
            200,
            "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,1]]},{\"query_index\":9,\"pointlist\":[[1,2]]}]}",
            query("odd(", 0, 0));
    assertThat(((Reply.Answered) reply).series())
        .containsExactly(List.of(new Series(-1, 1, 1), new Series(9, 2, 1)));
  }

  @Test
  void refusesToBatchAnUncountableQuery() {
    assertThatThrownBy(
            () -> send(List.of(query("odd(", 0, 0), query("a{*}")), Duration.ofSeconds(30)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
