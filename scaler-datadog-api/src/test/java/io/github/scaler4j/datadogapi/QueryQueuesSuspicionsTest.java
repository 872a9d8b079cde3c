package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Queries that are sent apart from others. */
class QueryQueuesSuspicionsTest extends QueryQueuesFixture {

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
  void areLiftedWhileTheQueriesAreUnderWay() {
    Suspicion lifted = suspect(0, second, third);
    wish(second, third);
    assertThat(take()).containsExactly(second, third);
    queues.lift(lifted);
    assertThat(lifted.isLifted()).isTrue();
    queues.rest(second);
    queues.rest(third);
    wish(first, second, third);
    assertThat(take()).containsExactlyInAnyOrder(first, second, third);
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
  void areLiftedForTheLargestRequest() {
    Cohort largest = new Cohort(9, 9, 0);
    Suspicion before = suspect(new Cohort(20, 20, 0), 4, first);
    Suspicion half = suspect(largest, 5, second);
    Suspicion otherHalf = suspect(largest, 6, third);
    Suspicion smaller = suspect(new Cohort(3, 3, 0), 6, resting);
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
