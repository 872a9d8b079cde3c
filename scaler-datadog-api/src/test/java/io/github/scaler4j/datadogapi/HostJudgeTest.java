package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostJudgeTest {

  private static final Reply ANSWER = new Reply.Answered(RateLimitHeaders.NONE, List.of());
  private static final Reply RESET = new Reply.Missing(new TransportException("reset", null));

  private final TestGuard guard = new TestGuard();
  private final PathCapacity path = new PathCapacity(8);
  private final QueryQueues queues =
      new QueryQueues(
          DatadogApiOptions.defaults(),
          path,
          new PlainRequests(DatadogApiOptions.defaults(), path));
  private final HostRecovery recovery = new HostRecovery(queues, path);
  private final HostJudge judge = new HostJudge(guard, recovery);
  private final QueryEntry query = SilentReaders.query("avg:q{*}", 1);
  private final Batch batch = Batch.of(List.of(query), 0);

  private Guard.Sign sign(Reply reply, long now) {
    judge.judge(batch, reply, now);
    return guard.signs.get(guard.signs.size() - 1);
  }

  private static Reply refused(MetricSourceException fault) {
    return new Reply.Refused(RateLimitHeaders.NONE, fault, false);
  }

  @Test
  void countsAnAnswerAsLife() {
    assertThat(sign(ANSWER, 5)).isEqualTo(Guard.Sign.ALIVE);
    assertThat(judge.health().hasAnsweredSince(5)).isTrue();
  }

  @Test
  void countsARefusalAsLifeButNotAsAnAnswer() {
    assertThat(sign(refused(new QueryRejectedException("bad")), 5)).isEqualTo(Guard.Sign.ALIVE);
    assertThat(sign(refused(new UnexpectedResponseException(403, "no", null)), 5))
        .isEqualTo(Guard.Sign.ALIVE);
    assertThat(judge.health()).isEqualTo(HostHealth.UNKNOWN);
  }

  @Test
  void countsFailures() {
    assertThat(sign(RESET, 5)).isEqualTo(Guard.Sign.FAILING);
    assertThat(sign(refused(new UnexpectedResponseException(503, "busy", null)), 6))
        .isEqualTo(Guard.Sign.FAILING);
    assertThat(judge.health().failures()).isEqualTo(2);
    assertThat(judge.health().failingNanos()).isEqualTo(5);
    assertThat(sign(ANSWER, 7)).isEqualTo(Guard.Sign.ALIVE);
    assertThat(judge.health().failures()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void seesAHostThatFailsForEverybodyWithoutOpeningItsCircuit(int status) {
    Reply page =
        new Reply.Refused(
            RateLimitHeaders.NONE, new UnexpectedResponseException(status, "a page", null), false);
    for (int i = 0; i < HostHealth.DOWN_AFTER; i++) {
      assertThat(judge.health().isDown()).isFalse();
      assertThat(sign(page, i)).isEqualTo(Guard.Sign.ALIVE);
    }
    assertThat(judge.health().isDown()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 499})
  void seesNoFailureInARefusal(int status) {
    Reply refusal =
        new Reply.Refused(
            RateLimitHeaders.NONE, new UnexpectedResponseException(status, "no", null), false);
    assertThat(sign(refusal, 0)).isEqualTo(Guard.Sign.ALIVE);
    assertThat(judge.health().failures()).isZero();
  }

  @Test
  void countsARequestThatWasGivenUpIfItWasLong() {
    judge.abandon(batch, false, 1);
    assertThat(judge.health().failures()).isZero();
    judge.abandon(batch, true, 1);
    assertThat(judge.health().failures()).isEqualTo(1);
    query.noteTrouble(5);
    judge.judge(batch, ANSWER, 5);
    judge.abandon(batch, true, 6);
    assertThat(judge.health().failures()).as("others are answered").isZero();
  }

  @Test
  void blamesNoHostForAProgram() {
    assertThat(sign(new Reply.Missing(new IllegalStateException("bug")), 5))
        .isEqualTo(Guard.Sign.NONE);
    assertThat(judge.health().failures()).isZero();
  }

  @Test
  void blamesAQueryThatFailsWhileOthersAreAnswered() {
    query.noteTrouble(5);
    judge.judge(batch, ANSWER, 4);
    assertThat(sign(RESET, 6)).as("nobody was answered since").isEqualTo(Guard.Sign.FAILING);
    judge.judge(batch, ANSWER, 5);
    assertThat(sign(RESET, 6)).isEqualTo(Guard.Sign.NONE);
    assertThat(judge.health().failures()).isZero();
  }

  @Test
  void reunitesQueriesOnceADownHostAnswers() {
    QueryEntry suspect = SilentReaders.query("avg:suspect{*}", 2);
    suspect.suspect(new Suspicion(new Cohort(4, 4, 0), 10));
    queues.wish(suspect, new Deadline(10), 10);
    for (int i = 1; i < HostHealth.DOWN_AFTER; i++) {
      judge.judge(batch, RESET, 10);
    }
    judge.judge(batch, ANSWER, 11);
    assertThat(recovery.suspects()).as("it was not down").isEqualTo(SuspectOrder.IN_TURN);
    for (int i = 0; i < HostHealth.DOWN_AFTER; i++) {
      judge.judge(batch, RESET, 10);
    }
    judge.judge(batch, ANSWER, 11);
    assertThat(recovery.suspects()).isEqualTo(SuspectOrder.LAST);
    assertThat(suspect.suspicion()).isNull();
    recovery.onSend(batch);
    judge.judge(batch, RESET, 12);
    assertThat(recovery.suspects()).as("its end decides").isEqualTo(SuspectOrder.IN_TURN);
  }
}
