package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an answer means for a request's queries. */
class VerdictsAnswerTest extends VerdictsFixture {

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
  void learnsThatARequestWasTooLargeIfAllItsPartsAreAnswered() {
    partAndAnswer(batch(8));
    assertThat(path.queries()).as("it may have passed by itself").isEqualTo(8);
    partAndAnswer(batch(8));
    assertThat(path.queries()).isEqualTo(4);
  }

  @Test
  void countsTheQueriesOfEachText() {
    partAndAnswer(batch(4, 2));
    assertThat(path.queries()).isEqualTo(8);
    partAndAnswer(batch(4, 2));
    assertThat(path.queries()).as("two pairs were answered").isEqualTo(4);
  }

  @Test
  void letsThePathGrowAfterAFullRequestOfWideTexts() {
    partAndAnswer(batch(8));
    partAndAnswer(batch(8));
    now += 30 * MINUTE;
    Batch fits = batch(1, 2);
    settle(fits, answer(fits));
    assertThat(path.queries()).as("another pair would fit").isEqualTo(4);
    Batch full = batch(1, 3);
    settle(full, answer(full));
    assertThat(path.queries()).as("half-way to 8").isEqualTo(6);
  }

  @Test
  void learnsNoSizeFromALiftedSuspect() {
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
    int size = failed.queries().size();
    return List.of(
        batch(failed.queries().subList(0, size / 2)),
        batch(failed.queries().subList(size / 2, size)));
  }

  @Test
  void learnsNoSizeFromTwoRequestsThatFailTogether() {
    Batch one = batch(8);
    Batch other = batch(8);
    settle(one, new Reply.Missing(reset));
    settle(other, new Reply.Missing(reset));
    for (Batch failed : List.of(one, other)) {
      now += SECOND;
      for (Batch half : halves(failed)) {
        settle(half, answer(half));
      }
    }
    assertThat(path.queries()).isEqualTo(8);
  }

  @Test
  void causesANewRequestForAQueryThatItLacks() {
    requests.lacking = true;
    Batch batch = batch(2);
    settle(batch, answer(batch));
    assertThat(acts()).isEmpty();
    assertThat(queues.due()).isEqualTo(2);
  }
}
