package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which queries of a window a request takes. */
class WindowQueueTest extends WindowQueueFixture {

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
    query.suspect(new Suspicion(new Cohort(2, 2, 0), 0));
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
}
