package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.Freshness;
import io.github.scaler4j.engine.HttpExchange;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowQueueTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final SettableTime time = new SettableTime();
  private final SourceContext context =
      SourceContext.builder(time, scheduler, Runnable::run).build();
  private final SourceEvents events = new SourceEvents(context);
  private DatadogApiOptions options = DatadogApiOptions.defaults();
  private long turns;

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void dueQueriesComeFirstThenTheStalestAsRiders() {
    options = options.toBuilder().maxBatchQueries(4).build();
    WindowQueue queue = new WindowQueue(options);
    List<LiveQuery> resting = resting(queue, 5);
    LiveQuery due = query("due");
    due.turn = 1_000;
    queue.makeDue(due, time.nanos);
    time.nanos += 10 * SECOND;
    assertThat(queue.takeBatch(time.nanos))
        .containsExactly(due, resting.get(0), resting.get(1), resting.get(2));
  }

  @Test
  void aValueBelowHalfItsFreshnessDoesNotRide() {
    WindowQueue queue = new WindowQueue(options);
    List<LiveQuery> resting = resting(queue, 2);
    time.nanos += 5 * SECOND;
    resting.get(1).accepted(time.nanos);
    time.nanos += 5 * SECOND;
    LiveQuery due = query("due");
    queue.makeDue(due, time.nanos);
    assertThat(queue.takeBatch(time.nanos)).containsExactly(due, resting.get(0));
  }

  @Test
  void nobodyRidesWithoutFreshness() {
    options = options.toBuilder().freshFor(Duration.ZERO).build();
    WindowQueue queue = new WindowQueue(options);
    resting(queue, 3);
    time.nanos += 100 * SECOND;
    LiveQuery due = query("due");
    queue.makeDue(due, time.nanos);
    assertThat(queue.takeBatch(time.nanos)).containsExactly(due);
  }

  @Test
  void stalestFirstAndNobodyStarvesWhenTheBudgetIsShort() {
    WindowQueue queue = new WindowQueue(options);
    List<LiveQuery> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(query("q" + i));
      queue.makeDue(all.get(i), time.nanos);
    }
    long[] lastBatch = new long[100];
    for (int batch = 1; batch <= 60; batch++) {
      time.nanos += 60 * SECOND;
      List<LiveQuery> taken = queue.takeBatch(time.nanos);
      assertThat(taken).as("no request leaves half empty").hasSize(35);
      for (LiveQuery query : taken) {
        int i = all.indexOf(query);
        assertThat(batch - lastBatch[i]).as("rounds of 3 requests").isLessThanOrEqualTo(3);
        lastBatch[i] = batch;
        query.turn = ++turns;
        query.accepted(time.nanos);
        queue.rest(query);
        queue.makeDue(query, time.nanos);
      }
    }
  }

  @Test
  void aRequestHoldsNoMoreQueriesAndCharactersThanItMay() {
    options = options.toBuilder().maxBatchQueries(3).maxEscapedQuery(30).build();
    WindowQueue queue = new WindowQueue(options);
    LiveQuery pair = due(queue, query("a,b", 2));
    LiveQuery another = due(queue, query("c,d", 2));
    LiveQuery single = due(queue, query("e"));
    assertThat(queue.takeBatch(0)).as("3 queries").containsExactly(pair, single);
    assertThat(queue.takeBatch(0)).containsExactly(another);
    LiveQuery fifteen = due(queue, query("f".repeat(15)));
    LiveQuery thirteen = due(queue, query("g".repeat(13)));
    LiveQuery twelve = due(queue, query("h".repeat(12)));
    assertThat(queue.takeBatch(0)).as("30 characters").containsExactly(fifteen, twelve);
    assertThat(queue.takeBatch(0)).containsExactly(thirteen);
  }

  @Test
  void aQueryThatCannotBeCountedOrIsTooLongGoesAlone() {
    options = options.toBuilder().maxEscapedQuery(30).build();
    WindowQueue queue = new WindowQueue(options);
    LiveQuery uncounted = due(queue, query("sum:a{", 0));
    LiveQuery tooLong = due(queue, query("l".repeat(31)));
    LiveQuery fine = due(queue, query("fine"));
    assertThat(queue.takeBatch(0)).containsExactly(uncounted);
    assertThat(queue.takeBatch(0)).containsExactly(tooLong);
    assertThat(queue.takeBatch(0)).containsExactly(fine);
    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void withoutBatchingEachGoesAlone() {
    options = options.toBuilder().batching(false).build();
    WindowQueue queue = new WindowQueue(options);
    LiveQuery first = due(queue, query("a"));
    LiveQuery second = due(queue, query("b"));
    assertThat(queue.takeBatch(0)).containsExactly(first);
    assertThat(queue.takeBatch(0)).containsExactly(second);
  }

  @Test
  void whoHasWaitedLongestGoesFirstAloneOrNot() {
    WindowQueue queue = new WindowQueue(options);
    LiveQuery batched = due(queue, query("a"));
    LiveQuery alone = due(queue, query("b{", 0));
    assertThat(queue.first()).isSameAs(batched);
    assertThat(queue.takeBatch(0)).containsExactly(batched);
    assertThat(queue.first()).isSameAs(alone);
  }

  @Test
  void aPartialRequestLingersAndAFullOneDoesNot() {
    options = options.toBuilder().maxBatchQueries(2).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = new WindowQueue(options);
    due(queue, query("a"));
    assertThat(queue.lingerNanos(time.nanos + 1_000_000)).isEqualTo(4_000_000);
    assertThat(queue.lingerNanos(time.nanos + 9_000_000)).isZero();
    due(queue, query("b"));
    assertThat(queue.lingerNanos(time.nanos)).isZero();
  }

  @Test
  void whoIsLeftByAFullRequestLingersFromWhenItBecameDue() {
    options = options.toBuilder().maxBatchQueries(2).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = new WindowQueue(options);
    for (String name : List.of("a", "b", "c", "d")) {
      due(queue, query(name));
      time.nanos += 1_000_000;
    }
    queue.takeBatch(time.nanos);
    queue.takeBatch(time.nanos);
    due(queue, query("e"));
    assertThat(queue.lingerNanos(time.nanos)).as("idle before").isEqualTo(5_000_000);
    due(queue, query("f"));
    due(queue, query("g"));
    time.nanos += 3_000_000;
    queue.takeBatch(time.nanos);
    assertThat(queue.lingerNanos(time.nanos)).as("due for 3 ms").isEqualTo(2_000_000);
    time.nanos += 1_000_000;
    due(queue, query("h"));
    queue.takeBatch(time.nanos);
    time.nanos += 9_000_000;
    due(queue, query("i"));
    assertThat(queue.lingerNanos(time.nanos)).as("idle again").isEqualTo(5_000_000);
  }

  private List<LiveQuery> resting(WindowQueue queue, int count) {
    List<LiveQuery> resting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LiveQuery query = query("resting" + i);
      query.accepted(time.nanos);
      queue.rest(query);
      resting.add(query);
    }
    return resting;
  }

  private LiveQuery due(WindowQueue queue, LiveQuery query) {
    query.settleAlone();
    queue.makeDue(query, time.nanos);
    return query;
  }

  private LiveQuery query(String text) {
    return query(text, 1);
  }

  private LiveQuery query(String text, int topLevelQueries) {
    DatadogQuery query = Triggers.query(text, 0, topLevelQueries);
    Account account = new Accounts(options.endpoint()).of(Triggers.trigger(Triggers.query("a{*}")));
    HttpExchange http = new HttpExchange(new OkHttpClient(), options.bodyCap(), context, events);
    AccountLane lane =
        new AccountLane(
            account,
            options,
            context,
            events,
            new QueryExchange(http, time, options.maxBatchQueries()));
    LiveQuery live =
        new LiveQuery(
            query,
            QueryRequests.escapedLength(text),
            lane,
            new Freshness(options.freshFor(), options.staleFor()),
            context,
            events);
    live.turn = ++turns;
    return live;
  }

  /** A time that a test sets. */
  private static final class SettableTime implements TimeSource {
    private long nanos = -SECOND;

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }
  }
}
