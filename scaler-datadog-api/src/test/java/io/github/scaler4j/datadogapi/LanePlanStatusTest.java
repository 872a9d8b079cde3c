package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.HostStatus;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the plan says of itself. */
class LanePlanStatusTest extends LanePlanFixture {

  @Test
  void countsQueriesAndRequests() {
    QueryEntry idle = enter("idle");
    wish(enter("a"));
    wish(enter("b"), enter("c"));
    guard.openCircuit = reset;
    HostStatus status = plan.status(now);
    assertThat(status.host()).isEqualTo("api.example.com");
    assertThat(status.circuitOpen()).isTrue();
    assertThat(status.liveQueries()).isEqualTo(4);
    assertThat(status.waitingQueries()).isEqualTo(2);
    assertThat(status.requestsUnderWay()).isEqualTo(1);
    assertThat(status.rateLimit()).isEmpty();
    plan.leave(idle);
    plan.leave(idle);
    assertThat(plan.status(now).liveQueries()).as("it leaves once").isEqualTo(3);
  }

  @Test
  void advisesByTheQueriesOfARequest() {
    plan = plan(DatadogApiOptions.builder().maxBatchQueries(2));
    List<QueryEntry> queries = List.of(enter("a"), enter("b"), enter("c"));
    Batch batch = wishOne(queries.get(0));
    assertThat(plan.status(now).advice()).as("no limit is known").isEmpty();
    end(batch, answer(batch, left(600, 599, 3600)));
    assertThat(plan.status(now).advice().orElseThrow().queries()).isEqualTo(3);
    queries.forEach(plan::leave);
    assertThat(plan.status(now).advice()).as("nobody reads").isEmpty();
  }

  @Test
  void advisesByTheRequestsThatCarryAll() {
    assertThat(needed(DatadogApiOptions.builder().maxBatchQueries(2), 3)).isEqualTo(2 * 240);
    assertThat(needed(DatadogApiOptions.builder().maxBatchQueries(2), 4)).isEqualTo(2 * 240);
    assertThat(needed(DatadogApiOptions.builder().batching(false), 3)).isEqualTo(3 * 240);
  }

  /** Returns how many requests per hour the queries need, each to be sent every 15 s. */
  private long needed(DatadogApiOptions.Builder options, int queries) {
    plan = plan(options);
    Batch batch = wishOne(enter("q0"));
    for (int i = 1; i < queries; i++) {
      enter("q" + i);
    }
    end(batch, answer(batch, left(600, 599, 3600)));
    return plan.status(now).advice().orElseThrow().needed();
  }

  @Test
  void advisesByTheQueriesOfTexts() {
    DatadogApiOptions.Builder options = DatadogApiOptions.builder().maxBatchQueries(10);
    assertThat(neededForTexts(options, 6, 6)).as("two don't share a request").isEqualTo(2 * 240);
    assertThat(plan.status(now).advice().orElseThrow().queries()).isEqualTo(12);
    assertThat(neededForTexts(options, 6, 4, 6, 4)).isEqualTo(2 * 240);
    assertThat(neededForTexts(options, 1, 1, 8, 1, 3)).isEqualTo(2 * 240);
    assertThat(neededForTexts(options, 25, 1)).as("too wide for a request").isEqualTo(2 * 240);
    assertThat(neededForTexts(options.batching(false), 3, 3)).isEqualTo(2 * 240);
  }

  @Test
  void advisesByTheLengthOfTexts() {
    plan = plan(DatadogApiOptions.builder());
    QueryEntry first = enter("first");
    Batch batch = wishOne(first);
    end(batch, answer(batch, left(600, 599, 3600)));
    plan.leave(first);
    for (int i = 0; i < 35; i++) {
      QueryEntry unused = enter("m" + i + "x".repeat(380));
    }
    assertThat(plan.status(now).advice().orElseThrow().needed()).isEqualTo(3 * 240);
    for (int i = 0; i < 2; i++) {
      QueryEntry unused = enter("n" + i + "x".repeat(7_000));
    }
    assertThat(plan.status(now).advice().orElseThrow().needed())
        .as("each alone")
        .isEqualTo(5 * 240);
  }

  private long neededForTexts(DatadogApiOptions.Builder options, int... widths) {
    plan = plan(options);
    QueryEntry first = enter("first");
    Batch batch = wishOne(first);
    end(batch, answer(batch, left(600, 599, 3600)));
    plan.leave(first);
    for (int width : widths) {
      String text = String.join(",", Collections.nCopies(width, "avg:text" + width + "{*}"));
      QueryEntry unused = plan.enter(Triggers.query(text, 0, width), new SilentReaders(true));
    }
    return plan.status(now).advice().orElseThrow().needed();
  }

  @Test
  void advisesWhatMergingWouldSave() {
    plan = plan(DatadogApiOptions.builder().batching(false));
    Batch batch = wishOne(enter("a"));
    end(batch, answer(batch, left(600, 599, 3600)));
    enterFamily("cart");
    QueryEntry pay = enterFamily("pay");
    assertThat(throughMerging()).isEqualTo(2 * 240);
    plan.leave(pay);
    enter("b");
    assertThat(throughMerging()).as("no family is left").isEqualTo(3 * 240);
  }

  private QueryEntry enterFamily(String service) {
    return plan.enter(
        Triggers.query("sum:hits{service:" + service + "}.as_count()"), new SilentReaders(true));
  }

  private long throughMerging() {
    return plan.status(now).advice().orElseThrow().throughMerging();
  }

  @Test
  void isDisposableWithoutReadersRequestsAndLimit() {
    assertThat(plan.isDisposable(now)).isTrue();
    QueryEntry query = enter("a");
    assertThat(plan.isDisposable(now)).isFalse();
    Batch batch = wishOne(query);
    plan.leave(query);
    assertThat(plan.isDisposable(now)).as("a request is under way").isFalse();
    end(batch, answer(batch, left(600, 599, 10)));
    assertThat(plan.isDisposable(now)).as("a limit is known").isFalse();
    assertThat(plan.isDisposable(now + 10 * SECOND)).isTrue();
  }
}
