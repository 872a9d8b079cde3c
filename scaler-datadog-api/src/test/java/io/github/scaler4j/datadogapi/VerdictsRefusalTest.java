package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a refusal means for a request's queries. */
class VerdictsRefusalTest extends VerdictsFixture {

  @Nested
  class RefusalOfAQuery {

    @Test
    void splitsARequestOfSeveralAtOnce() {
      Batch batch = batch(5);
      List<Batch> halves = settle(batch, queryRefused());
      assertThat(halves).extracting(half -> half.queries().size()).containsExactly(3, 2);
      assertThat(batch.queries()).allMatch(query -> query.place() == Place.PLANNED);
      assertThat(acts()).as("no reader is notified yet").isEmpty();
    }

    @Test
    void isReportedToTheReadersOfASingleQuery() {
      Batch alone = batch(1);
      QueryEntry culprit = alone.queries().get(0);
      culprit.suspect(new Suspicion(new Cohort(4, 4, 0), 0));
      Reply.Refused reply = (Reply.Refused) queryRefused();
      assertThat(settle(alone, reply)).isEmpty();
      assertThat(acts()).hasSize(2).first().isInstanceOf(Act.Report.class);
      assertThat(acts().get(1)).isEqualTo(new Act.Refuse(culprit, reply.fault()));
      assertThat(culprit.refusal(now + 30 * SECOND - 1)).isSameAs(reply.fault());
      assertThat(culprit.refusal(now + 30 * SECOND)).isNull();
      assertThat(culprit.suspicion()).as("it is known now").isNull();
      assertThat(culprit.place()).isEqualTo(Place.RESTING);
      assertThat(culprit.goesAlone()).isTrue();
    }

    @Test
    void convictsTheQueryAmongThoseOfItsRequest() {
      Batch batch = batch(2);
      List<Batch> halves = settle(batch, queryRefused());
      settle(halves.get(0), queryRefused());
      settle(halves.get(1), answer(halves.get(1)));
      assertThat(batch.cohort().wasTooLarge()).as("it holds a culprit").isFalse();
      assertThat(batch.queries().get(0).goesAlone()).isTrue();
      assertThat(batch.queries().get(1).goesAlone()).isFalse();
    }

    @Test
    void isTheQuerysOwnHoweverManyItsTextHolds() {
      Batch alone = batch(1, 3);
      settle(alone, queryRefused());
      assertThat(alone.queries().get(0).goesAlone()).isTrue();
      assertThat(alone.cohort().wasTooLarge()).as("it can't be split").isFalse();
    }

    @Test
    void meansNoDataForAWhileIfItIsA422() {
      Batch alone = batch(1);
      QueryEntry culprit = alone.queries().get(0);
      settle(alone, new Reply.Unprocessable(RateLimitHeaders.NONE, "can't be processed"));
      assertThat(acts()).hasSize(2).first().isInstanceOf(Act.Report.class);
      assertThat(acts().get(1))
          .isEqualTo(
              new Act.Deliver(
                  culprit,
                  new QueryAnswer.Unprocessable("can't be processed"),
                  Duration.ofSeconds(15)));
      assertThat(culprit.refusal(now)).as("it may be asked").isNull();
      assertThat(culprit.isOlderThan(SECOND, now)).as("it was answered").isFalse();
      assertThat(culprit.place()).isEqualTo(Place.RESTING);
      settle(alone, new Reply.Unprocessable(RateLimitHeaders.NONE, "can't be processed"));
      assertThat(((Act.Deliver) acts().get(1)).freshFor()).isEqualTo(Duration.ofSeconds(30));
    }
  }

  @Nested
  class RefusalOfEverybody {

    static Stream<Arguments> refusals() {
      return Stream.of(
          argumentSet(
              "401", new AuthorizationException(Refusal.DATADOG_REFUSED_KEYS, 401, "bad keys")),
          argumentSet("302", new UnexpectedResponseException(302, "redirect", null)),
          argumentSet("404", new UnexpectedResponseException(404, "no page", null)),
          argumentSet("499", new UnexpectedResponseException(499, "gateway", null)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void splitsOneRequestInFiveMinutes(MetricSourceException fault) {
      assertThat(partsOne(fault)).as("to see").isTrue();
      assertThat(partsOne(fault)).isFalse();
      now += 5 * MINUTE - 1;
      assertThat(partsOne(fault)).isFalse();
      now++;
      assertThat(partsOne(fault)).isTrue();
      now += SECOND;
      assertThat(partsOne(fault)).isFalse();
    }

    private boolean partsOne(MetricSourceException fault) {
      Batch batch = batch(4);
      settle(batch, refused(fault));
      return isParted(batch);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void acquitsSuspectsUnlessOthersAreAnswered(MetricSourceException fault) {
      Batch failed = batch(4);
      settle(failed, refused(fault));
      Batch half = batch(failed.queries().subList(0, 2));
      settle(half, refused(fault));
      assertThat(half.queries()).allMatch(query -> query.suspicion() == null);
      Batch other = batch(failed.queries().subList(2, 4));
      health = health.onAnswer(now);
      settle(other, refused(fault));
      assertThat(isParted(other)).as("others have been answered").isTrue();
    }

    @Test
    void blamesNoQueryForA429() {
      MetricSourceException tooMany =
          new RateLimitedException("429", RateLimitedException.Details.UNKNOWN);
      health = health.onAnswer(now);
      Batch batch = batch(4);
      settle(batch, refused(tooMany));
      assertThat(isParted(batch)).isFalse();
      Batch alone = batch(1);
      settle(alone, refused(tooMany));
      assertThat(alone.queries().get(0).troubledSinceNanos()).isEmpty();
      assertThat(acts()).containsExactly(new Act.Refuse(alone.queries().get(0), tooMany));
    }
  }
}
