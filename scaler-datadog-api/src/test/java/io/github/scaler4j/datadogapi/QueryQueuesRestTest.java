package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Queries whose request has ended. */
class QueryQueuesRestTest extends QueryQueuesFixture {

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
      ((SilentReaders) first.readers()).waiting = false;
      queues.askAgain(first, 0);
      assertThat(queues.due()).isZero();
      assertThat(first.place()).isEqualTo(Place.RESTING);
    }

    @Test
    void servesTheReadersOfAForgottenQuery() {
      queues.forget(first);
      queues.askAgain(first, 0);
      assertThat(first.deadline()).isEqualTo(SOON);
      assertThat(take()).containsExactly(first);
      queues.rest(first);
      wish(second);
      assertThat(take()).as("nobody will read the other again").containsExactly(second);
    }
  }
}
