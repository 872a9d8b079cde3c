package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failure means for a request's queries. */
class VerdictsFailureTest extends VerdictsFixture {

  @Test
  void refusesAllReadersWithoutJudging() {
    Batch batch = batch(2);
    verdicts.refuse(batch, reset, draft);
    assertThat(acts())
        .containsExactly(
            new Act.Refuse(batch.queries().get(0), reset),
            new Act.Refuse(batch.queries().get(1), reset));
    assertThat(isParted(batch)).isFalse();
    assertThat(batch.queries()).allMatch(query -> query.place() == Place.RESTING);
  }

  @Nested
  class Failure {

    static Stream<Arguments> failures() {
      return Stream.concat(passing(), lasting());
    }

    static Stream<Arguments> passing() {
      return Stream.of(
          argumentSet("no answer", new TransportException("reset", null)),
          argumentSet("408", new UnexpectedResponseException(408, "slow", null)),
          argumentSet("500", new UnexpectedResponseException(500, "oops", null)),
          argumentSet("503", new UnexpectedResponseException(503, "busy", null)));
    }

    static Stream<Arguments> lasting() {
      return Stream.of(
          argumentSet("undecodable", new UnexpectedResponseException(200, "cut", null)),
          argumentSet("400 of a gateway", new UnexpectedResponseException(400, "large", null)),
          argumentSet("not trusted", new TransportException("tls", new CertificateException())));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void splitsARequestOfSeveralEachTime(MetricSourceException fault) {
      for (int i = 0; i < 3; i++) {
        Batch batch = batch(4);
        settle(batch, refused(fault));
        assertThat(isParted(batch)).isTrue();
        assertThat(batch.queries()).allMatch(query -> query.troubledSinceNanos().isPresent());
      }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void letsReadersWithMoreTimeAskAgain(MetricSourceException fault) {
      Batch batch = batch(2);
      settle(batch, refused(fault));
      assertThat(acts())
          .containsExactlyElementsOf(
              batch.queries().stream().map(q -> new Act.Fail(q, fault, DEADLINE)).toList());
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void refusesAllReadersIfMoreTimeIsUseless(MetricSourceException fault) {
      Batch batch = batch(2);
      settle(batch, refused(fault));
      assertThat(acts())
          .containsExactlyElementsOf(
              batch.queries().stream().map(q -> new Act.Refuse(q, fault)).toList());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void splitsNothingWhileTheHostIsDown(MetricSourceException fault) {
      failHost(HostHealth.DOWN_AFTER + 1);
      Batch batch = batch(4);
      settle(batch, refused(fault));
      assertThat(isParted(batch)).isFalse();
      failHost(7);
      settle(batch, refused(fault));
      assertThat(isParted(batch)).as("the search goes on ever more slowly").isTrue();
    }

    @Test
    void leavesSuspectsOfADownHostSuspects() {
      Batch failed = batch(4);
      settle(failed, new Reply.Missing(reset));
      Batch half = batch(failed.queries().subList(0, 2));
      failHost(HostHealth.DOWN_AFTER + 1);
      settle(half, new Reply.Missing(reset));
      assertThat(half.queries()).allMatch(query -> query.suspicion() != null);
    }

    @Test
    void reachesTheReadersAsItIsIfItIsTheProgramsOwn() {
      Batch batch = batch(2);
      IllegalStateException bug = new IllegalStateException("bug");
      settle(batch, new Reply.Missing(bug));
      assertThat(acts())
          .containsExactly(
              new Act.Abort(batch.queries().get(0), bug),
              new Act.Abort(batch.queries().get(1), bug));
      assertThat(batch.queries()).allMatch(query -> query.troubledSinceNanos().isEmpty());
      assertThat(isParted(batch)).isFalse();
    }
  }

  @Nested
  class FailureAlone {

    private final Batch alone = batch(1);
    private final QueryEntry query = alone.queries().get(0);

    @Test
    void backsOffIfOthersHaveBeenAnsweredSince() {
      query.noteTrouble(now - SECOND);
      health = health.onAnswer(now - SECOND);
      settle(alone, new Reply.Missing(reset));
      assertThat(query.refusal(now + 15 * SECOND - 1)).isSameAs(reset);
      assertThat(query.refusal(now + 15 * SECOND)).isNull();
      assertThat(query.suspicion()).as("asked apart from others").isNotNull();
      assertThat(acts()).hasSize(2).first().isInstanceOf(Act.Report.class);
      assertThat(acts().get(1)).isEqualTo(new Act.Fail(query, reset, DEADLINE));
    }

    @Test
    void isTheHostsIfNoRequestWasAnsweredSince() {
      query.noteTrouble(now);
      health = health.onAnswer(now - 1);
      settle(alone, new Reply.Missing(reset));
      assertThat(query.refusal(now)).isNull();
      assertThat(query.suspicion()).isNull();
      assertThat(acts()).containsExactly(new Act.Fail(query, reset, DEADLINE));
    }

    @Test
    void isTheQuerysOwnThoughItsRequestHadSeveral() {
      Batch failed = batch(2);
      settle(failed, new Reply.Missing(reset));
      Batch culprit = batch(failed.queries().subList(0, 1));
      Suspicion suspicion = culprit.suspicion();
      health = health.onAnswer(now);
      settle(culprit, new Reply.Missing(reset));
      assertThat(culprit.queries().get(0).suspicion()).isSameAs(suspicion);
      Batch other = batch(failed.queries().subList(1, 2));
      settle(other, answer(other));
      failed.cohort().clear(1);
      assertThat(failed.cohort().wasTooLarge()).as("it holds a culprit").isFalse();
    }
  }
}
