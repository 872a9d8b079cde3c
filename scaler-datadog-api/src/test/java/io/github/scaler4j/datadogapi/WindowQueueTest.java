package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WindowQueueTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long now = -SECOND;
  private DatadogApiOptions options = DatadogApiOptions.defaults();
  private long turns;

  private static WindowQueue queue(DatadogApiOptions options) {
    PathCapacity path = new PathCapacity(options.maxBatchQueries());
    return new WindowQueue(options, path, new PlainRequests(options, path));
  }

  @Test
  void takesDueQueriesThenTheStalest() {
    options = options.toBuilder().maxBatchQueries(4).build();
    WindowQueue queue = queue(options);
    List<QueryEntry> resting = resting(queue, 5);
    QueryEntry due = query("due");
    due.takeTurn(1_000);
    queue.makeDue(due, now);
    now += 10 * SECOND;
    assertThat(queue.takeBatch(now))
        .containsExactly(due, resting.get(0), resting.get(1), resting.get(2));
  }

  @Test
  void leavesAFreshValueOut() {
    WindowQueue queue = queue(options);
    List<QueryEntry> resting = resting(queue, 2);
    now += 5 * SECOND;
    resting.get(1).accept(now);
    now += 5 * SECOND;
    QueryEntry due = query("due");
    queue.makeDue(due, now);
    assertThat(queue.takeBatch(now)).containsExactly(due, resting.get(0));
  }

  @Test
  void addsNoQueryWithoutFreshness() {
    options = options.toBuilder().freshFor(Duration.ZERO).build();
    WindowQueue queue = queue(options);
    resting(queue, 3);
    now += 100 * SECOND;
    QueryEntry due = query("due");
    queue.makeDue(due, now);
    assertThat(queue.takeBatch(now)).containsExactly(due);
  }

  @Test
  void starvesNoQueryWhenTheBudgetIsShort() {
    WindowQueue queue = queue(options);
    List<QueryEntry> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(query("q" + i));
      queue.makeDue(all.get(i), now);
    }
    long[] lastBatch = new long[100];
    for (int batch = 1; batch <= 60; batch++) {
      now += 60 * SECOND;
      List<QueryEntry> taken = queue.takeBatch(now);
      assertThat(taken).as("no request leaves half empty").hasSize(35);
      for (QueryEntry query : taken) {
        int i = all.indexOf(query);
        assertThat(batch - lastBatch[i]).as("rounds of 3 requests").isLessThanOrEqualTo(3);
        lastBatch[i] = batch;
        query.takeTurn(++turns);
        query.accept(now);
        queue.rest(query);
        queue.makeDue(query, now);
      }
    }
  }

  @Test
  void boundsQueriesAndCharacters() {
    options = options.toBuilder().maxBatchQueries(3).maxEscapedQuery(30).build();
    WindowQueue queue = queue(options);
    QueryEntry pair = due(queue, query("a,b", 2));
    QueryEntry another = due(queue, query("c,d", 2));
    QueryEntry single = due(queue, query("e"));
    assertThat(queue.takeBatch(0)).as("3 queries").containsExactly(pair, single);
    assertThat(queue.takeBatch(0)).containsExactly(another);
    QueryEntry fifteen = due(queue, query("f".repeat(15)));
    QueryEntry thirteen = due(queue, query("g".repeat(13)));
    QueryEntry twelve = due(queue, query("h".repeat(12)));
    assertThat(queue.takeBatch(0)).as("30 characters").containsExactly(fifteen, twelve);
    assertThat(queue.takeBatch(0)).containsExactly(thirteen);
  }

  @Test
  void sendsUncountableAndLongQueriesAlone() {
    options = options.toBuilder().maxEscapedQuery(30).build();
    WindowQueue queue = queue(options);
    QueryEntry uncounted = due(queue, query("sum:a{", 0));
    QueryEntry tooLong = due(queue, query("l".repeat(31)));
    QueryEntry fine = due(queue, query("fine"));
    assertThat(queue.takeBatch(0)).containsExactly(uncounted);
    assertThat(queue.takeBatch(0)).containsExactly(tooLong);
    assertThat(queue.takeBatch(0)).containsExactly(fine);
    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void sendsEachAloneWithoutBatching() {
    options = options.toBuilder().batching(false).build();
    WindowQueue queue = queue(options);
    QueryEntry first = due(queue, query("a"));
    QueryEntry second = due(queue, query("b"));
    assertThat(queue.takeBatch(0)).containsExactly(first);
    assertThat(queue.takeBatch(0)).containsExactly(second);
  }

  @Test
  void sendsTheLongestWaitingFirst() {
    WindowQueue queue = queue(options);
    QueryEntry batched = due(queue, query("a"));
    QueryEntry alone = due(queue, query("b{", 0));
    assertThat(queue.first()).isSameAs(batched);
    assertThat(queue.takeBatch(0)).containsExactly(batched);
    assertThat(queue.first()).isSameAs(alone);
  }

  @Test
  void lingersUntilFull() {
    options = options.toBuilder().maxBatchQueries(2).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    due(queue, query("a"));
    assertThat(queue.lingerNanos(now + 1_000_000)).isEqualTo(4_000_000);
    assertThat(queue.lingerNanos(now + 9_000_000)).isZero();
    due(queue, query("b"));
    assertThat(queue.lingerNanos(now)).isZero();
  }

  @Test
  void countsLingerFromWhenAQueryBecameDue() {
    options = options.toBuilder().maxBatchQueries(2).linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    for (String name : List.of("a", "b", "c", "d")) {
      due(queue, query(name));
      now += 1_000_000;
    }
    queue.takeBatch(now);
    queue.takeBatch(now);
    due(queue, query("e"));
    assertThat(queue.lingerNanos(now)).as("idle before").isEqualTo(5_000_000);
    due(queue, query("f"));
    due(queue, query("g"));
    now += 3_000_000;
    queue.takeBatch(now);
    assertThat(queue.lingerNanos(now)).as("due for 3 ms").isEqualTo(2_000_000);
    now += 1_000_000;
    due(queue, query("h"));
    queue.takeBatch(now);
    now += 9_000_000;
    due(queue, query("i"));
    assertThat(queue.lingerNanos(now)).as("idle again").isEqualTo(5_000_000);
  }

  @Test
  void lingersAgainAfterItWasEmpty() {
    options = options.toBuilder().linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    due(queue, query("a"));
    assertThat(queue.drainDue()).hasSize(1);
    now += 9_000_000;
    due(queue, query("b"));
    assertThat(queue.lingerNanos(now)).isEqualTo(5_000_000);
  }

  @Test
  void keepsTheDueTimeOfWhatRejoins() {
    options = options.toBuilder().linger(Duration.ofMillis(5)).build();
    WindowQueue queue = queue(options);
    QueryEntry early = query("early");
    early.becomeDue(now);
    now += 2_000_000;
    due(queue, query("late"));
    queue.rejoin(early);
    assertThat(queue.lingerNanos(now)).isEqualTo(3_000_000);
    QueryEntry later = query("later");
    later.becomeDue(now);
    queue.rejoin(later);
    assertThat(queue.lingerNanos(now)).isEqualTo(3_000_000);
  }

  @Test
  void handsOverItsQueriesOnce() {
    WindowQueue queue = queue(options);
    QueryEntry due = due(queue, query("due"));
    QueryEntry alone = due(queue, query("alone{", 0));
    List<QueryEntry> resting = resting(queue, 2);
    assertThat(queue.drainDue()).containsExactly(due, alone);
    assertThat(queue.isIdle()).isTrue();
    assertThat(queue.isEmpty()).isFalse();
    assertThat(queue.drainResting()).isEqualTo(resting);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void isSuspectIfItsFirstQueryIs() {
    WindowQueue queue = queue(options);
    assertThat(queue.isSuspect()).isFalse();
    QueryEntry query = due(queue, query("a"));
    assertThat(queue.isSuspect()).isFalse();
    query.suspect(new Suspicion(new Cohort(2), 0));
    assertThat(queue.isSuspect()).isTrue();
  }

  @Test
  void addsNoRestingQueryThatGoesAlone() {
    WindowQueue queue = queue(options);
    QueryEntry alone = query("alone{", 0);
    queue.rest(alone);
    QueryEntry due = due(queue, query("due"));
    assertThat(queue.takeBatch(now)).containsExactly(due);
  }

  /** Queries that are added at almost no cost, because they can be merged. */
  @Nested
  class Companions {

    private final PathCapacity path = new PathCapacity(35);
    private final TestRequests requests = new TestRequests(options, path);
    private final WindowQueue queue = new WindowQueue(options, path, requests);
    private final QueryEntry old = query("old");
    private final QueryEntry fresh = query("fresh");
    private final QueryEntry first = query("first");
    private final QueryEntry other = query("other");
    private final QueryEntry last = query("last");

    Companions() {
      queue.rest(old);
      queue.rest(fresh);
      fresh.accept(now);
      for (QueryEntry query : List.of(first, other, last)) {
        due(queue, query);
      }
      requests.companions.put(first, List.of(old, fresh, last, query("of another queue")));
    }

    @Test
    void rideNextToTheirQueryIfTheyAreDueOrOld() {
      assertThat(queue.takeBatch(now)).containsExactly(first, old, last, other);
      assertThat(queue.isIdle()).isTrue();
      assertThat(queue.isEmpty()).as("the fresh one rests").isFalse();
    }

    @Test
    void ofAQueryThatDidNotFitStayBehind() {
      WindowQueue narrow = new WindowQueue(options, path, requests);
      QueryEntry wide =
          new QueryEntry(
              Triggers.query("a,".repeat(34) + "a", 0, 35), 500, new SilentReaders(true));
      requests.companions.put(wide, List.of(old));
      due(narrow, query("before"));
      wide.takeTurn(1_000);
      due(narrow, wide);
      narrow.rest(old);
      assertThat(narrow.takeBatch(now)).doesNotContain(wide).hasSize(2).last().isSameAs(old);
    }
  }

  private List<QueryEntry> resting(WindowQueue queue, int count) {
    List<QueryEntry> resting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      QueryEntry query = query("resting" + i);
      query.accept(now);
      queue.rest(query);
      resting.add(query);
    }
    return resting;
  }

  private QueryEntry due(WindowQueue queue, QueryEntry query) {
    queue.makeDue(query, now);
    return query;
  }

  private QueryEntry query(String text) {
    return query(text, 1);
  }

  private QueryEntry query(String text, int topLevelQueries) {
    return new QueryEntry(
        Triggers.query(text, 0, topLevelQueries), ++turns, new SilentReaders(true));
  }
}
