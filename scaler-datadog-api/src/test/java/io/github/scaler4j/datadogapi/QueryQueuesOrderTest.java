package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which queries are due, and in which order. */
class QueryQueuesOrderTest extends QueryQueuesFixture {

  @Test
  void drainsWhatIsDue() {
    queues.rest(third);
    wish(first);
    queues.wish(second, LATE, 0);
    assertThat(queues.drainDue()).containsExactlyInAnyOrder(first, second);
    assertThat(queues.due()).isZero();
    assertThat(take()).isEmpty();
  }

  @Nested
  class Wishes {

    @Test
    void areAskedTogether() {
      wish(second, first);
      assertThat(queues.due()).isEqualTo(2);
      assertThat(take()).containsExactly(first, second);
      assertThat(queues.due()).isZero();
      assertThat(take()).isEmpty();
    }

    @Test
    void areDueSinceTheFirstOfThem() {
      queues.wish(first, SOON, 5);
      queues.wish(first, SOON, 7);
      assertThat(first.dueSinceNanos()).isEqualTo(5);
      assertThat(queues.due()).isEqualTo(1);
    }

    @Test
    void moveAQueryToTheQueueOfLongerTimeouts() {
      queues.wish(second, LATE, 0);
      wish(first);
      queues.wish(first, LATE, 0);
      assertThat(take()).containsExactly(first, second);
    }

    @Test
    void leaveAQueryInTheQueueOfLongerTimeouts() {
      queues.wish(first, LATE, 0);
      wish(first, second);
      assertThat(take()).containsExactly(first);
      assertThat(take()).containsExactly(second);
    }

    @Test
    void extendOnlyTheDeadlineOfAQueryUnderWay() {
      wish(first);
      assertThat(take()).containsExactly(first);
      queues.wish(first, LATE, 0);
      assertThat(first.deadline()).isEqualTo(LATE);
      assertThat(queues.due()).isZero();
    }
  }

  @Nested
  class Order {

    @Test
    void isByTurnAmongQueuesToo() {
      wish(second);
      queues.wish(first, LATE, 0);
      queues.wish(third, new Deadline(300 * SECOND), 0);
      assertThat(take()).containsExactly(first);
      assertThat(take()).containsExactly(second);
      assertThat(take()).containsExactly(third);
    }

    @Test
    void putsSuspectsInTheirTurn() {
      suspect(0, first);
      wish(second, first);
      assertThat(take(SuspectOrder.IN_TURN)).containsExactly(first);
    }

    @Test
    void putsSuspectsLastWhileAProbeIsDue() {
      suspect(0, first);
      suspect(0, second);
      wish(second, first, third);
      assertThat(take(SuspectOrder.LAST)).containsExactly(third);
      assertThat(take(SuspectOrder.LAST)).as("both are suspects").containsExactly(first);
      queues.rest(third);
      wish(third);
      assertThat(take(SuspectOrder.LAST)).as("in another order").containsExactly(third);
    }

    @Test
    void leavesSuspectsOutWhileAProbeIsUnderWay() {
      suspect(0, first);
      wish(first, second);
      assertThat(take(SuspectOrder.HELD)).containsExactly(second);
      assertThat(take(SuspectOrder.HELD)).isEmpty();
      assertThat(queues.due()).isEqualTo(1);
    }

    @Test
    void skipsAQueueThatLingers() {
      options = options.toBuilder().linger(Duration.ofMillis(5)).maxBatchQueries(1).build();
      queues = queues();
      QueryEntry pair =
          new QueryEntry(Triggers.query("avg:a{*},avg:b{*}", 0, 2), 9, new SilentReaders(true));
      queues.wish(pair, SOON, 0);
      wish(first);
      assertThat(take()).as("full").containsExactly(first);
      options = options.toBuilder().maxBatchQueries(4).build();
      queues = queues();
      queues.wish(second, SOON, 0);
      assertThat(take()).isEmpty();
      assertThat(draft.finish().wakeAtNanos()).hasValue(5 * MILLI);
    }
  }
}
