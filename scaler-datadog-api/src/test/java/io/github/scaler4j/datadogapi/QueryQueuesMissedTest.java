package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import org.junit.jupiter.api.Test;

/** Queries that were wanted while the circuit was open. */
class QueryQueuesMissedTest extends QueryQueuesFixture {

  private final QueryEntry bad = SilentReaders.query("avg:bad{*}", 0);
  private HostHealth health = HostHealth.UNKNOWN;

  QueryQueuesMissedTest() {
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
