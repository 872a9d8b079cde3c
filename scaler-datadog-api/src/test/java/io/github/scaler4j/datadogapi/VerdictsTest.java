package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.AuthorizationException.Refusal;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The consequences of a request's end for its queries. */
class VerdictsTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = 60 * SECOND;
  private static final Deadline DEADLINE = new Deadline(3 * SECOND);
  private final MetricSourceException reset = new TransportException("reset", null);

  private final DatadogApiOptions options =
      DatadogApiOptions.builder().maxBatchQueries(8).merging(true).build();
  private final PathCapacity path = new PathCapacity(8);
  private final TestRequests requests = new TestRequests(options, path);
  private final QueryQueues queues = new QueryQueues(options, path, requests);
  private final Verdicts verdicts =
      new Verdicts("api.example.com", options, queues, path, requests);
  private HostHealth health = HostHealth.UNKNOWN;
  private Step.Draft draft = new Step.Draft();
  private long now = SECOND;
  private long turns;

  private Batch batch(int size) {
    List<QueryEntry> queries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      QueryEntry query = SilentReaders.query("avg:q" + turns + "{*}", ++turns);
      query.extend(DEADLINE);
      queries.add(query);
    }
    return batch(queries);
  }

  private Batch batch(List<QueryEntry> queries) {
    for (QueryEntry query : queries) {
      query.takeTurn(++turns);
      query.moveTo(Place.IN_FLIGHT);
    }
    return Batch.of(queries, now);
  }

  private List<Batch> settle(Batch batch, Reply reply) {
    draft = new Step.Draft();
    return verdicts.settle(batch, reply, health, draft, now);
  }

  private List<Act> acts() {
    return draft.finish().acts();
  }

  private static Reply answer(Batch batch) {
    return new Reply.Answered(
        RateLimitHeaders.NONE, batch.queries().stream().map(query -> List.<Series>of()).toList());
  }

  private static Reply refused(MetricSourceException fault) {
    return new Reply.Refused(RateLimitHeaders.NONE, fault, false);
  }

  private static Reply queryRefused() {
    return new Reply.Refused(RateLimitHeaders.NONE, new QueryRejectedException("bad"), true);
  }

  private void failHost(int times) {
    for (int i = 0; i < times; i++) {
      health = health.onFailure(now);
    }
  }

  private static List<@Nullable Suspicion> suspicions(Batch batch) {
    return batch.queries().stream().map(QueryEntry::suspicion).distinct().toList();
  }

  private static boolean isParted(Batch batch) {
    return suspicions(batch).size() == 2;
  }

  @Nested
  class Answer {

    @Test
    void reachesEachQuerysReaders() {
      Batch batch = batch(2);
      Series one = new Series(0, 1.5, 7);
      Reply reply = new Reply.Answered(RateLimitHeaders.NONE, List.of(List.of(one), List.of()));
      assertThat(settle(batch, reply)).isEmpty();
      assertThat(acts())
          .containsExactly(
              deliver(batch.queries().get(0), List.of(one)),
              deliver(batch.queries().get(1), List.of()));
      assertThat(batch.queries()).allMatch(query -> query.place() == Place.RESTING);
    }

    private Act deliver(QueryEntry query, List<Series> series) {
      return new Act.Deliver(query, new QueryAnswer.Answered(series), options.freshFor());
    }

    @Test
    void acquitsSuspects() {
      Batch failed = batch(4);
      settle(failed, new Reply.Missing(reset));
      Batch half = batch(failed.queries().subList(0, 2));
      settle(half, answer(half));
      assertThat(half.queries())
          .allMatch(query -> query.suspicion() == null)
          .allMatch(query -> query.troubledSinceNanos().isEmpty());
      assertThat(failed.queries().get(2).suspicion()).isNotNull();
    }

    @Test
    void ofAllPartsOfARequestMeansThatItWasTooLarge() {
      partAndAnswer(batch(8));
      assertThat(path.queries()).as("it may have passed by itself").isEqualTo(8);
      partAndAnswer(batch(8));
      assertThat(path.queries()).isEqualTo(4);
    }

    @Test
    void ofASuspectThatWasLiftedSaysNothingOfTheSize() {
      for (int i = 0; i < 3; i++) {
        Batch failed = batch(8);
        settle(failed, new Reply.Missing(reset));
        List<Batch> halves = halves(failed);
        halves.forEach(half -> half.queries().forEach(query -> liftSuspicion(query)));
        halves.forEach(half -> settle(half, answer(half)));
      }
      assertThat(path.queries()).isEqualTo(8);
    }

    private void liftSuspicion(QueryEntry query) {
      Suspicion suspicion = query.suspicion();
      if (suspicion != null) {
        suspicion.lift();
      }
    }

    private void partAndAnswer(Batch failed) {
      settle(failed, new Reply.Missing(reset));
      halves(failed).forEach(half -> settle(half, answer(half)));
    }

    private List<Batch> halves(Batch failed) {
      return List.of(batch(failed.queries().subList(0, 4)), batch(failed.queries().subList(4, 8)));
    }

    @Test
    void lackingAQueryHasItAskedAgain() {
      requests.lacking = true;
      Batch batch = batch(2);
      settle(batch, answer(batch));
      assertThat(acts()).isEmpty();
      assertThat(queues.due()).isEqualTo(2);
    }
  }

  @Nested
  class RefusalOfAQuery {

    @Test
    void splitsARequestOfSeveralAtOnce() {
      Batch batch = batch(5);
      List<Batch> halves = settle(batch, queryRefused());
      assertThat(halves).extracting(half -> half.queries().size()).containsExactly(3, 2);
      assertThat(batch.queries()).allMatch(query -> query.place() == Place.PLANNED);
      assertThat(acts()).as("nobody is told yet").isEmpty();
    }

    @Test
    void isReportedToTheReadersOfASingleQuery() {
      Batch alone = batch(1);
      QueryEntry culprit = alone.queries().get(0);
      culprit.suspect(new Suspicion(new Cohort(4), 0));
      Reply.Refused reply = (Reply.Refused) queryRefused();
      assertThat(settle(alone, reply)).isEmpty();
      assertThat(acts()).hasSize(2).first().isInstanceOf(Act.Report.class);
      assertThat(acts().get(1)).isEqualTo(new Act.Fail(culprit, reply.fault(), DEADLINE));
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
    void as422MeansNoDataForAWhile() {
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
  class Failure {

    static Stream<Arguments> failures() {
      return Stream.of(
          argumentSet("no answer", new TransportException("reset", null)),
          argumentSet("undecodable", new UnexpectedResponseException(200, "cut", null)),
          argumentSet("400 of a gateway", new UnexpectedResponseException(400, "large", null)),
          argumentSet("408", new UnexpectedResponseException(408, "slow", null)),
          argumentSet("500", new UnexpectedResponseException(500, "oops", null)),
          argumentSet("503", new UnexpectedResponseException(503, "busy", null)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void splitsARequestOfSeveralEachTime(MetricSourceException fault) {
      for (int i = 0; i < 3; i++) {
        Batch batch = batch(4);
        settle(batch, refused(fault));
        assertThat(isParted(batch)).isTrue();
        assertThat(batch.queries()).allMatch(query -> query.troubledSinceNanos().isPresent());
        assertThat(acts())
            .containsExactlyElementsOf(
                batch.queries().stream().map(q -> new Act.Fail(q, fault, DEADLINE)).toList());
      }
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
    void ofAProgramReachesTheReadersAsItIs() {
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
      assertThat(acts()).containsExactly(new Act.Fail(alone.queries().get(0), tooMany, DEADLINE));
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
    void mayBeTheHostsIfNoRequestWasAnsweredSince() {
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

  /** Requests that asked more than each query by itself. */
  @Nested
  class Merged {

    /** Two queries, and the merged query that may replace both. */
    private Batch merged() {
      MergedRequests merging = new MergedRequests("api.example.com", options, path);
      List<QueryEntry> family =
          List.of(
              SilentReaders.query("sum:hits{service:cart}.as_count()", 1),
              SilentReaders.query("sum:hits{service:pay}.as_count()", 2));
      family.forEach(merging::add);
      family.forEach(query -> query.extend(DEADLINE));
      Batch batch = merging.compose(batch(family), now);
      assertThat(batch.isMerged()).isTrue();
      return batch;
    }

    @Test
    void areAskedAgainByThemselvesIfTheyAreRefused() {
      Batch batch = merged();
      assertThat(settle(batch, queryRefused())).isEmpty();
      assertThat(requests.failures).isEqualTo(1);
      assertThat(queues.due()).isEqualTo(2);
      assertThat(acts()).isEmpty();
    }

    @Test
    void blameNoQueryIfTheyFail() {
      Batch batch = merged();
      settle(batch, new Reply.Missing(reset));
      assertThat(requests.failures).isEqualTo(1);
      assertThat(isParted(batch)).isFalse();
      assertThat(acts()).hasSize(2);
    }

    @Test
    void countNotAgainstMergingWhileTheHostIsDown() {
      failHost(HostHealth.DOWN_AFTER + 1);
      settle(merged(), new Reply.Missing(reset));
      assertThat(requests.failures).isZero();
    }
  }

  @Test
  void failsAllReadersWithoutJudging() {
    Batch batch = batch(2);
    verdicts.fail(batch, reset, draft);
    assertThat(acts()).hasSize(2);
    assertThat(isParted(batch)).isFalse();
    assertThat(batch.queries()).allMatch(query -> query.place() == Place.RESTING);
  }
}
