package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueryEntryTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Duration FRESH = Duration.ofSeconds(15);
  private final MetricSourceException fault = new TransportException("reset", null);

  private final QueryEntry query = SilentReaders.query("avg:q{*}", -1);

  @Test
  void isNewUntilItHadATurn() {
    assertThat(query.isNew()).isTrue();
    query.takeTurn(0);
    assertThat(query.isNew()).isFalse();
    query.giveBackTurn();
    assertThat(query.isNew()).isTrue();
    assertThat(query.turn()).isEqualTo(-1);
  }

  @Test
  void waitsForItsMostPatientReader() {
    assertThat(query.deadline()).isNull();
    query.join(new Deadline(5));
    query.join(new Deadline(9));
    query.join(new Deadline(7));
    assertThat(query.deadline()).isEqualTo(new Deadline(9));
    assertThat(query.earliestDeadline()).isEqualTo(new Deadline(5));
    query.rest();
    assertThat(query.deadline()).isNull();
    assertThat(query.earliestDeadline()).isNull();
  }

  @Test
  void keepsItsQueueWhileItIsDue() {
    query.becomeDue(0);
    refuse(0);
    assertThat(query.goesAlone()).as("it is in the queue of the others").isFalse();
    query.rest();
    assertThat(query.goesAlone()).isTrue();
    query.becomeDue(0);
    query.accept(0);
    assertThat(query.goesAlone()).isTrue();
    assertThat(query.place()).isEqualTo(Place.DUE);
  }

  @Test
  void isInTroubleSinceTheFirstFailure() {
    assertThat(query.troubledSinceNanos()).isEmpty();
    query.noteTrouble(3);
    query.noteTrouble(5);
    assertThat(query.troubledSinceNanos()).hasValue(3);
    query.accept(7);
    assertThat(query.troubledSinceNanos()).isEmpty();
  }

  @Test
  void backsOffLongerEachTimeItFailsAlone() {
    for (int seconds : new int[] {15, 30, 60, 60}) {
      assertThat(query.failAlone(fault, FRESH, 0)).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(query.refusal(seconds * SECOND - 1)).isSameAs(fault);
      assertThat(query.refusal(seconds * SECOND)).isNull();
    }
    query.accept(0);
    assertThat(query.refusal(0)).isNull();
    assertThat(query.failAlone(fault, FRESH, 0)).isEqualTo(FRESH);
  }

  @Test
  void backsOffLongerEachTimeItIsRefused() {
    for (int seconds : new int[] {30, 60, 120}) {
      assertThat(refuse(7)).isEqualTo(Duration.ofSeconds(seconds));
      assertThat(query.refusal(7 + seconds * SECOND - 1)).isSameAs(fault);
      assertThat(query.refusal(7 + seconds * SECOND)).isNull();
    }
    assertThat(query.wasRefused()).isTrue();
    query.accept(0);
    assertThat(query.wasRefused()).isFalse();
  }

  @Test
  void hasNoDataForAWhileIfItCannotBeProcessed() {
    refuse(0);
    assertThat(query.markUnprocessable(FRESH, new Cohort(1, 1, 0), 5))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(query.refusal(5)).isNull();
    assertThat(query.isOlderThan(10, 14)).isFalse();
    assertThat(query.isOlderThan(10, 15)).isTrue();
    assertThat(query.wasRefused()).isTrue();
  }

  @Test
  void countsItsAgeFromTheLastAnswer() {
    assertThat(query.isOlderThan(10, 0)).as("never answered").isTrue();
    query.accept(5);
    assertThat(query.isOlderThan(10, 14)).isFalse();
    assertThat(query.isOlderThan(10, 15)).isTrue();
  }

  @Test
  void isNoSuspectOnceTheSuspicionIsLifted() {
    Suspicion suspicion = new Suspicion(new Cohort(2, 2, 0), 0);
    query.suspect(suspicion);
    assertThat(query.suspicion()).isSameAs(suspicion);
    suspicion.lift();
    assertThat(query.suspicion()).isNull();
  }

  @Test
  void isSoundWithoutTroubleRefusalAndSuspicion() {
    assertThat(query.isSound()).isTrue();
    query.noteTrouble(0);
    assertThat(query.isSound()).isFalse();
    query.accept(0);
    query.suspect(new Suspicion(new Cohort(2, 2, 0), 0));
    assertThat(query.isSound()).isFalse();
    query.acquit();
    assertThat(query.isSound()).isTrue();
    refuse(0);
    assertThat(query.isSound()).isFalse();
    assertThat(uncountable().isSound()).isFalse();
  }

  @Test
  void goesAloneIfItCannotBeCounted() {
    assertThat(uncountable().goesAlone()).isTrue();
    assertThat(query.goesAlone()).isFalse();
  }

  @Test
  void staysBatchedIfAllOfARequestWereRefused() {
    Duration unused = query.refuse(fault, new Cohort(2, 2, 0), 0);
    assertThat(query.goesAlone()).as("Datadog may be at fault").isFalse();
  }

  @Test
  void staysForgotten() {
    assertThat(query.isForgotten()).isFalse();
    query.forget();
    assertThat(query.isForgotten()).isTrue();
  }

  private static QueryEntry uncountable() {
    return new QueryEntry(Triggers.query("avg:q{", 0, 0), 0, new SilentReaders(true));
  }

  private Duration refuse(long now) {
    return query.refuse(fault, new Cohort(1, 1, 0), now);
  }
}
