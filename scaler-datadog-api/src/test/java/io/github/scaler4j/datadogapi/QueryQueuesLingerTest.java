package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How long a due query waits for others: at most a third of its readers' time. */
class QueryQueuesLingerTest extends QueryQueuesFixture {

  QueryQueuesLingerTest() {
    options = options.toBuilder().linger(Duration.ofSeconds(1)).build();
    queues = queues();
  }

  private void wish(QueryEntry query, long untilMillis, long nowMillis) {
    queues.wish(query, new Deadline(untilMillis * MILLI), nowMillis * MILLI);
  }

  private OptionalLong wakeAtMillis(long nowMillis) {
    draft = new Step.Draft();
    WindowQueue next = queues.next(SuspectOrder.IN_TURN, draft, nowMillis * MILLI);
    assertThat(next).isNull();
    OptionalLong wakeAt = draft.finish().wakeAtNanos();
    return OptionalLong.of(wakeAt.orElseThrow() / MILLI);
  }

  @Test
  void lastsAsSetIfTheReadersHaveTime() {
    wish(first, 3_000, 0);
    assertThat(wakeAtMillis(0)).hasValue(1_000);
    assertThat(queues.next(SuspectOrder.IN_TURN, draft, SECOND)).isNotNull();
  }

  @Test
  void leavesAHurriedReaderTimeForTheRequest() {
    wish(first, 600, 0);
    assertThat(wakeAtMillis(0)).hasValue(200);
    assertThat(queues.next(SuspectOrder.IN_TURN, draft, 200 * MILLI)).isNotNull();
  }

  @Test
  void endsEarlierWhenAHurriedReaderJoins() {
    wish(first, 3_000, 0);
    wish(first, 900, 100);
    assertThat(first.deadline()).isEqualTo(new Deadline(3_000 * MILLI));
    assertThat(wakeAtMillis(100)).hasValue(300);
  }

  @Test
  void endsForAllQueriesOfTheRequest() {
    wish(first, 3_000, 0);
    wish(second, 700, 100);
    wish(third, 3_000, 100);
    assertThat(wakeAtMillis(100)).hasValue(300);
  }

  @Test
  void doesNotStartAnewForAMorePatientReader() {
    wish(first, 900, 0);
    wish(first, 30_000, 200);
    assertThat(wakeAtMillis(200)).hasValue(300);
  }

  @Test
  void forgetsTheReadersOfAnEarlierRequest() {
    wish(first, 600, 0);
    first.moveTo(Place.IN_FLIGHT);
    queues = queues();
    queues.rest(first);
    wish(first, 13_000, 10_000);
    assertThat(wakeAtMillis(10_000)).hasValue(11_000);
  }

  @Test
  void heedsAHurriedReaderOfAQueryThatIsAskedAgain() {
    wish(first, 600, 0);
    wish(first, 3_000, 0);
    first.moveTo(Place.IN_FLIGHT);
    queues = queues();
    queues.askAgain(first, 300 * MILLI);
    assertThat(wakeAtMillis(300)).hasValue(400);
  }

  @Test
  void forgetsAReaderWhoseTimeIsOver() {
    wish(first, 600, 0);
    wish(first, 9_000, 0);
    first.moveTo(Place.IN_FLIGHT);
    queues = queues();
    queues.askAgain(first, 600 * MILLI);
    assertThat(wakeAtMillis(600)).hasValue(1_600);
  }
}
