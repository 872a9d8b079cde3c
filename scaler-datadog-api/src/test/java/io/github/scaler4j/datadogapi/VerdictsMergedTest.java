package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the end of a merged request means for its queries. */
class VerdictsMergedTest extends VerdictsFixture {

  /** Two queries, and the merged query that may replace both. */
  private Batch merged() {
    return merged(List.of());
  }

  private Batch merged(List<QueryEntry> others) {
    MergedRequests merging = new MergedRequests("api.example.com", options, path);
    List<QueryEntry> family =
        List.of(
            SilentReaders.query("sum:hits{service:cart}.as_count()", 1),
            SilentReaders.query("sum:hits{service:pay}.as_count()", 2));
    family.forEach(merging::add);
    family.forEach(query -> query.join(DEADLINE));
    List<QueryEntry> all = new ArrayList<>(family);
    all.addAll(others);
    Batch batch = merging.compose(batch(all), now);
    assertThat(batch.isMerged()).isTrue();
    return batch;
  }

  @Test
  void countTheQueriesOfTheirTexts() {
    for (int i = 0; i < 2; i++) {
      Cohort tooLarge = new Cohort(8, 8, now);
      tooLarge.clear(4);
      tooLarge.clear(4);
      path.onAnswer(5, 1, now);
      path.learn(tooLarge, now);
    }
    assertThat(path.queries()).isEqualTo(5);
    now += 30 * MINUTE;
    Batch batch = merged(batch(1, 2).queries());
    assertThat(batch.texts()).hasSize(4);
    settle(batch, answer(batch));
    assertThat(path.queries()).as("it held 5").isEqualTo(7);
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
  void doNotCountAgainstMergingWhileTheHostIsDown() {
    failHost(HostHealth.DOWN_AFTER + 1);
    settle(merged(), new Reply.Missing(reset));
    assertThat(requests.failures).isZero();
  }
}
