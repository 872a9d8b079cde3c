package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.Deadline;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostRecoveryTest {

  private static final long DOWN = 100;

  private final PathCapacity path = new PathCapacity(8);
  private final QueryQueues queues =
      new QueryQueues(
          DatadogApiOptions.defaults(),
          path,
          new PlainRequests(DatadogApiOptions.defaults(), path));
  private final HostRecovery recovery = new HostRecovery(queues, path);
  private final QueryEntry ofTheLargest = suspect(new Cohort(9, 9, 0), 1);
  private final QueryEntry ofAnother = suspect(new Cohort(3, 3, 0), 2);
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
      Cohort tooLarge = new Cohort(8, 8, DOWN);
      tooLarge.clear(4);
      tooLarge.clear(4);
      path.learn(tooLarge, DOWN);
    }
    return path.queries() < 8;
  }

  @Test
  void letsSuspectsHaveTheirTurnAtOtherTimes() {
    assertThat(recovery.suspects()).isEqualTo(SuspectOrder.IN_TURN);
    assertThat(recovery.awaitsProbe()).isFalse();
    recovery.onSend(probe);
    recovery.onEnd(probe, true);
    assertThat(recovery.suspects()).isEqualTo(SuspectOrder.IN_TURN);
    assertThat(ofAnother.suspicion()).isNotNull();
  }

  @Test
  void doesNothingWithoutSuspects() {
    recovery.begin(DOWN + 1);
    assertThat(recovery.suspects()).isEqualTo(SuspectOrder.IN_TURN);
    assertThat(learnsSizes()).isTrue();
  }

  @Test
  void sendsOneWholeRequestFirst() {
    recovery.begin(DOWN);
    assertThat(ofTheLargest.suspicion()).isNull();
    assertThat(ofAnother.suspicion()).isNotNull();
    assertThat(recovery.suspects()).isEqualTo(SuspectOrder.LAST);
    assertThat(recovery.awaitsProbe()).isTrue();
    recovery.onSend(batch(ofAnother));
    assertThat(recovery.awaitsProbe()).as("a suspect's request is not the probe").isTrue();
    recovery.onSend(probe);
    assertThat(recovery.suspects()).isEqualTo(SuspectOrder.HELD);
    assertThat(recovery.awaitsProbe()).isFalse();
  }

  @Test
  void acquitsAllSuspectsIfTheProbeIsAnswered() {
    recovery.begin(DOWN);
    recovery.onSend(probe);
    Batch later = batch(SilentReaders.query("avg:later{*}", 4));
    recovery.onSend(later);
    recovery.onEnd(later, true);
    assertThat(recovery.suspects()).as("that was not the probe").isEqualTo(SuspectOrder.HELD);
    recovery.onEnd(probe, true);
    assertThat(recovery.suspects()).isEqualTo(SuspectOrder.IN_TURN);
    assertThat(ofAnother.suspicion()).isNull();
  }

  @Test
  void continuesTheSearchIfTheProbeFails() {
    recovery.begin(DOWN);
    recovery.onSend(probe);
    recovery.onEnd(probe, false);
    assertThat(recovery.suspects()).isEqualTo(SuspectOrder.IN_TURN);
    assertThat(ofAnother.suspicion()).isNotNull();
  }

  @Test
  void learnsNoSizeFromWhatFailedMeanwhile() {
    recovery.begin(DOWN);
    assertThat(learnsSizes()).isFalse();
    recovery.onSend(probe);
    recovery.onEnd(probe, true);
    assertThat(learnsSizes()).isTrue();
  }
}
