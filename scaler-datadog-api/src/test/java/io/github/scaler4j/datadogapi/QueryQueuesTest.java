package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QueryQueuesTest {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Deadline SOON = new Deadline(3 * SECOND);
  private static final Deadline LATE = new Deadline(30 * SECOND);

  private DatadogApiOptions options =
      DatadogApiOptions.builder().linger(Duration.ZERO).maxBatchQueries(4).build();
  private QueryQueues queues = queues();
  private Step.Draft draft = new Step.Draft();

  private final QueryEntry first = SilentReaders.query("avg:first{*}", 1);
  private final QueryEntry second = SilentReaders.query("avg:second{*}", 2);
  private final QueryEntry third = SilentReaders.query("avg:third{*}", 3);

  private QueryQueues queues() {
    PathCapacity path = new PathCapacity(options.maxBatchQueries());
    return new QueryQueues(options, path, new PlainRequests(options, path));
  }

  private void wish(QueryEntry... wished) {
    for (QueryEntry query : wished) {
      queues.wish(query, SOON, 0);
    }
  }

  private List<QueryEntry> take() {
    return take(Suspects.IN_TURN);
  }

  private List<QueryEntry> take(Suspects suspects) {
    draft = new Step.Draft();
    WindowQueue next = queues.next(suspects, draft, 0);
    List<QueryEntry> taken = next == null ? List.of() : queues.takeBatch(next, 0);
    taken.forEach(query -> query.moveTo(Place.IN_FLIGHT));
    return taken;
  }

  private static Suspicion suspect(long sinceNanos, QueryEntry... queries) {
    return suspect(new Cohort(queries.length), sinceNanos, queries);
  }

  private static Suspicion suspect(Cohort cohort, long sinceNanos, QueryEntry... queries) {
    Suspicion suspicion = new Suspicion(cohort, sinceNanos);
    for (QueryEntry query : queries) {
      query.suspect(suspicion);
    }
    return suspicion;
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
    void ofMorePatientReadersMoveAQueryToItsLike() {
      queues.wish(second, LATE, 0);
      wish(first);
      queues.wish(first, LATE, 0);
      assertThat(take()).containsExactly(first, second);
    }

    @Test
    void ofLessPatientReadersLeaveAQueryWhereItIs() {
      queues.wish(first, LATE, 0);
      wish(first, second);
      assertThat(take()).containsExactly(first);
      assertThat(take()).containsExactly(second);
    }

    @Test
    void forAQueryUnderWayOnlyExtendItsDeadline() {
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
      assertThat(take(Suspects.IN_TURN)).containsExactly(first);
    }

    @Test
    void putsSuspectsLastWhileAProbeIsDue() {
      suspect(0, first);
      suspect(0, second);
      wish(second, first, third);
      assertThat(take(Suspects.LAST)).containsExactly(third);
      assertThat(take(Suspects.LAST)).as("both are suspects").containsExactly(first);
      queues.rest(third);
      wish(third);
      assertThat(take(Suspects.LAST)).as("in another order").containsExactly(third);
    }

    @Test
    void leavesSuspectsOutWhileAProbeIsUnderWay() {
      suspect(0, first);
      wish(first, second);
      assertThat(take(Suspects.HELD)).containsExactly(second);
      assertThat(take(Suspects.HELD)).isEmpty();
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

  /** Queries that wanted a value while the circuit was open. */
  @Nested
  class Missed {

    private final QueryEntry bad = SilentReaders.query("avg:bad{*}", 0);
    private HostHealth health = HostHealth.UNKNOWN;

    Missed() {
      options = options.toBuilder().batching(false).build();
      queues = queues();
      for (int i = 0; i < HostHealth.DOWN_AFTER; i++) {
        health = health.onFailure(0);
      }
      bad.noteTrouble(0);
    }

    private void wishForBad() {
      wish(bad);
      queues.wishForMissed(bad, SOON, health, 0);
    }

    @Test
    void triesTheHostWithTheLongestWaiting() {
      queues.miss(second);
      queues.miss(first);
      queues.miss(third);
      wishForBad();
      assertThat(take()).containsExactly(bad);
      assertThat(take()).containsExactly(first);
      assertThat(take()).isEmpty();
    }

    @Test
    void triesItOnce() {
      queues.miss(first);
      wishForBad();
      assertThat(queues.due()).isEqualTo(2);
      queues.rest(first);
      wishForBad();
      assertThat(take()).containsExactly(bad);
      assertThat(first.place()).isEqualTo(Place.RESTING);
    }

    @Test
    void waitsIfTheWantedQueryIsSound() {
      bad.accept(0);
      queues.miss(first);
      wishForBad();
      assertThat(queues.due()).isEqualTo(1);
    }

    @Test
    void waitsWhileTheHostIsUp() {
      health = health.onAnswer(0);
      queues.miss(first);
      wishForBad();
      assertThat(queues.due()).isEqualTo(1);
    }

    @Test
    void ridesAlongWhereQueriesShareRequests() {
      options = options.toBuilder().batching(true).build();
      queues = queues();
      queues.miss(first);
      wishForBad();
      assertThat(queues.due()).isEqualTo(1);
    }

    @Test
    void isKeptIfItIsUnderWay() {
      first.moveTo(Place.IN_FLIGHT);
      queues.miss(first);
      wishForBad();
      assertThat(first.deadline()).isNull();
    }

    @Test
    void isForgottenWithItsQuery() {
      queues.miss(first);
      queues.forget(second);
      queues.forget(first);
      wishForBad();
      assertThat(queues.due()).isEqualTo(1);
    }

    @Test
    void outlivesAnotherQuery() {
      queues.miss(first);
      queues.forget(second);
      wishForBad();
      assertThat(queues.due()).isEqualTo(2);
    }
  }

  @Nested
  class Suspicions {

    private final QueryEntry resting = SilentReaders.query("avg:resting{*}", 4);

    @Test
    void keepQueriesApart() {
      suspect(0, second, third);
      wish(first, second, third);
      assertThat(take()).containsExactly(first);
      assertThat(take()).containsExactly(second, third);
    }

    @Test
    void areLiftedForDueAndRestingQueries() {
      Suspicion lifted = suspect(0, second, resting);
      Suspicion other = suspect(0, third);
      queues.rest(resting);
      wish(first, second, third);
      queues.lift(lifted);
      assertThat(lifted.isLifted()).isTrue();
      assertThat(other.isLifted()).isFalse();
      assertThat(queues.due()).isEqualTo(3);
      assertThat(take()).containsExactly(first, second, resting);
      assertThat(take()).containsExactly(third);
    }

    @Test
    void areLiftedSinceAMoment() {
      Suspicion before = suspect(4, first);
      Suspicion then = suspect(5, second);
      Suspicion later = suspect(6, third);
      wish(first, second, third);
      queues.liftSuspicions(5);
      assertThat(before.isLifted()).isFalse();
      assertThat(then.isLifted()).isTrue();
      assertThat(later.isLifted()).isTrue();
      assertThat(take()).containsExactly(first);
      assertThat(take()).containsExactly(second, third);
    }

    @Test
    void ofTheLargestRequestAreLifted() {
      Cohort largest = new Cohort(9);
      Suspicion before = suspect(new Cohort(20), 4, first);
      Suspicion half = suspect(largest, 5, second);
      Suspicion otherHalf = suspect(largest, 6, third);
      Suspicion smaller = suspect(new Cohort(3), 6, resting);
      wish(first, second, third);
      queues.rest(resting);
      assertThat(queues.liftLargestCohort(5)).isTrue();
      assertThat(before.isLifted()).isFalse();
      assertThat(half.isLifted()).isTrue();
      assertThat(otherHalf.isLifted()).isTrue();
      assertThat(smaller.isLifted()).isFalse();
      assertThat(queues.liftLargestCohort(5)).as("the smaller one is left").isTrue();
      assertThat(smaller.isLifted()).isTrue();
      assertThat(queues.liftLargestCohort(5)).isFalse();
    }
  }

  @Nested
  class Rest {

    @Test
    void includesACompanion() {
      queues.rest(first);
      wish(second);
      assertThat(take()).containsExactly(second, first);
    }

    @Test
    void endsWhenAQueryIsForgotten() {
      queues.rest(first);
      queues.forget(first);
      wish(second);
      assertThat(take()).containsExactly(second);
    }

    @Test
    void isNotForAForgottenQueryWhoseRequestEnds() {
      first.moveTo(Place.IN_FLIGHT);
      queues.forget(first);
      queues.rest(first);
      wish(second);
      assertThat(first.place()).isEqualTo(Place.RESTING);
      assertThat(take()).containsExactly(second);
    }

    @Test
    void leavesADueQueryInItsQueue() {
      wish(first);
      queues.forget(first);
      assertThat(take()).containsExactly(first);
    }
  }

  @Nested
  class AskAgain {

    AskAgain() {
      wish(first);
      take().forEach(query -> query.takeTurn(50));
    }

    @Test
    void makesAQueryDueWhoseReadersWait() {
      queues.askAgain(first, 0);
      wish(second);
      assertThat(take()).as("in its former turn").containsExactly(first, second);
      assertThat(first.deadline()).isEqualTo(SOON);
    }

    @Test
    void letsAQueryWithoutReadersRest() {
      ((SilentReaders) first.readers()).waiting = false;
      queues.askAgain(first, 0);
      assertThat(queues.due()).isZero();
      assertThat(first.place()).isEqualTo(Place.RESTING);
    }

    @Test
    void letsACompanionRest() {
      second.moveTo(Place.IN_FLIGHT);
      queues.askAgain(second, 0);
      assertThat(queues.due()).isZero();
    }

    @Test
    void releasesAForgottenQuery() {
      queues.forget(first);
      queues.askAgain(first, 0);
      assertThat(queues.due()).isZero();
    }
  }

  @Test
  void drainsWhatIsDue() {
    queues.rest(third);
    wish(first);
    queues.wish(second, LATE, 0);
    assertThat(queues.drainDue()).containsExactlyInAnyOrder(first, second);
    assertThat(queues.due()).isZero();
    assertThat(take()).isEmpty();
  }
}
