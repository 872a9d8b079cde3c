package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.Deadline;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReunionTest {

  private static final long DOWN = 100;

  private final PathCapacity path = new PathCapacity(8);
  private final QueryQueues queues =
      new QueryQueues(
          DatadogApiOptions.defaults(),
          path,
          new PlainRequests(DatadogApiOptions.defaults(), path));
  private final Reunion reunion = new Reunion(queues, path);
  private final QueryEntry ofTheLargest = suspect(new Cohort(9), 1);
  private final QueryEntry ofAnother = suspect(new Cohort(3), 2);
  private final Batch probe = batch(SilentReaders.query("avg:probe{*}", 3));

  private QueryEntry suspect(Cohort cohort, long turn) {
    QueryEntry query = SilentReaders.query("avg:q" + turn + "{*}", turn);
    query.suspect(new Suspicion(cohort, DOWN));
    queues.wish(query, new Deadline(DOWN), DOWN);
    return query;
  }

  private static Batch batch(QueryEntry query) {
    return Batch.of(List.of(query), DOWN);
  }

  private boolean learnsSizes() {
    for (int i = 0; i < 2; i++) {
      Cohort tooLarge = new Cohort(8);
      tooLarge.clear(4);
      tooLarge.clear(4);
      path.learn(tooLarge, DOWN);
    }
    return path.queries() < 8;
  }

  @Test
  void letsSuspectsHaveTheirTurnAtOtherTimes() {
    assertThat(reunion.suspects()).isEqualTo(Suspects.IN_TURN);
    assertThat(reunion.awaitsProbe()).isFalse();
    reunion.onSend(probe);
    reunion.onEnd(probe, true);
    assertThat(reunion.suspects()).isEqualTo(Suspects.IN_TURN);
    assertThat(ofAnother.suspicion()).isNotNull();
  }

  @Test
  void doesNothingWithoutSuspects() {
    reunion.begin(DOWN + 1);
    assertThat(reunion.suspects()).isEqualTo(Suspects.IN_TURN);
    assertThat(learnsSizes()).isTrue();
  }

  @Test
  void sendsOneWholeRequestFirst() {
    reunion.begin(DOWN);
    assertThat(ofTheLargest.suspicion()).isNull();
    assertThat(ofAnother.suspicion()).isNotNull();
    assertThat(reunion.suspects()).isEqualTo(Suspects.LAST);
    assertThat(reunion.awaitsProbe()).isTrue();
    reunion.onSend(batch(ofAnother));
    assertThat(reunion.awaitsProbe()).as("a suspect's request is not the probe").isTrue();
    reunion.onSend(probe);
    assertThat(reunion.suspects()).isEqualTo(Suspects.HELD);
    assertThat(reunion.awaitsProbe()).isFalse();
  }

  @Test
  void acquitsAllSuspectsIfTheProbeIsAnswered() {
    reunion.begin(DOWN);
    reunion.onSend(probe);
    Batch later = batch(SilentReaders.query("avg:later{*}", 4));
    reunion.onSend(later);
    reunion.onEnd(later, true);
    assertThat(reunion.suspects()).as("that was not the probe").isEqualTo(Suspects.HELD);
    reunion.onEnd(probe, true);
    assertThat(reunion.suspects()).isEqualTo(Suspects.IN_TURN);
    assertThat(ofAnother.suspicion()).isNull();
  }

  @Test
  void continuesTheSearchIfTheProbeFails() {
    reunion.begin(DOWN);
    reunion.onSend(probe);
    reunion.onEnd(probe, false);
    assertThat(reunion.suspects()).isEqualTo(Suspects.IN_TURN);
    assertThat(ofAnother.suspicion()).isNotNull();
  }

  @Test
  void learnsNoSizeFromWhatFailedMeanwhile() {
    reunion.begin(DOWN);
    assertThat(learnsSizes()).isFalse();
    reunion.onSend(probe);
    reunion.onEnd(probe, true);
    assertThat(learnsSizes()).isTrue();
  }
}
