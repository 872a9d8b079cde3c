package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The purpose of a queue's next request, which decides what it may spend. */
class PurposeTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final DatadogApiOptions options = DatadogApiOptions.builder().maxBatchQueries(4).build();
  private final PathCapacity path = new PathCapacity(4);
  private final WindowQueue queue =
      new WindowQueue(options, path, new PlainRequests(options, path));
  private final Ledger ledger = new Ledger("api.example.com", "account", options, () -> 0.5);
  private final MetricSourceException fault = new TransportException("reset", null);
  private HostHealth health = HostHealth.UNKNOWN;
  private Step.Draft draft = new Step.Draft();
  private long now = SECOND;
  private long newcomers = -1_000;

  private void limit(int requestsAnHour) {
    Headers headers =
        Headers.of(
            "X-RateLimit-Limit",
            "" + requestsAnHour,
            "X-RateLimit-Period",
            "3600",
            "X-RateLimit-Remaining",
            "" + requestsAnHour,
            "X-RateLimit-Reset",
            "3600");
    RateLimitHeaders limits = RateLimitHeaders.of(headers, Instant.EPOCH);
    ledger.learn(new Reply.Answered(limits, List.of()), draft, now);
  }

  private QueryEntry query(String text) {
    return query(text, 1);
  }

  private QueryEntry query(String text, int topLevelQueries) {
    return new QueryEntry(
        Triggers.query(text, 0, topLevelQueries), newcomers++, new SilentReaders(true));
  }

  private List<QueryEntry> due(int count) {
    List<QueryEntry> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      QueryEntry query = query("avg:q" + newcomers + "{*}");
      queue.makeDue(query, now);
      added.add(query);
    }
    return added;
  }

  private Purpose purpose() {
    draft = new Step.Draft();
    return queue.purposeOfNext(health, ledger, draft, now);
  }

  @Test
  void isARefreshWithoutADueQuery() {
    assertThat(purpose()).isEqualTo(Purpose.REFRESH);
  }

  @Test
  void isAStartIfAFleetWouldWaitLong() {
    limit(600);
    due(8);
    assertThat(purpose()).as("13 s").isEqualTo(Purpose.REFRESH);
    due(4);
    assertThat(purpose()).as("20 s").isEqualTo(Purpose.START);
  }

  @Test
  void isAStartIfAFewWouldWaitVeryLong() {
    limit(60);
    due(3);
    assertThat(purpose()).as("no request is full").isEqualTo(Purpose.REFRESH);
    due(1);
    assertThat(purpose()).as("67 s").isEqualTo(Purpose.START);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void countsTheQueriesOfTheTextsThatWait(int width) {
    limit(60);
    for (int queries = 0; queries < 4; queries += width) {
      assertThat(purpose()).as("no request is full").isEqualTo(Purpose.REFRESH);
      QueryEntry wide = query(Triggers.text("q" + newcomers, width), width);
      queue.makeDue(wide, now);
      wide.join(new Deadline(now + 3 * SECOND));
    }
    assertThat(purpose()).as("67 s, and nobody waits for other queries").isEqualTo(Purpose.START);
  }

  @Test
  void isARefreshWhereNoPaceIsKnown() {
    due(100);
    assertThat(purpose()).isEqualTo(Purpose.REFRESH);
  }

  @Test
  void isARefreshOfWhatHadATurn() {
    limit(60);
    QueryEntry old = query("avg:old{*}");
    old.takeTurn(-5_000);
    old.takeTurn(7);
    queue.makeDue(old, now);
    for (int i = 0; i < 3; i++) {
      QueryEntry other = query("avg:other" + i + "{*}");
      other.takeTurn(8 + i);
      queue.makeDue(other, now);
    }
    assertThat(purpose()).isEqualTo(Purpose.REFRESH);
  }

  @Test
  void waitsASecondForOthers() {
    limit(60);
    QueryEntry newcomer = query("uncountable(", 0);
    queue.makeDue(newcomer, now);
    newcomer.join(new Deadline(now + 3 * SECOND));
    assertThat(purpose()).isEqualTo(Purpose.REFRESH);
    assertThat(draft.finish().wakeAtNanos()).hasValue(now + SECOND);
    now += SECOND - 1;
    assertThat(purpose()).isEqualTo(Purpose.REFRESH);
    now++;
    assertThat(purpose()).isEqualTo(Purpose.START);
    assertThat(draft.finish().wakeAtNanos()).isEmpty();
  }

  @Test
  void waitsLessForOthersIfAReaderHasLittleTime() {
    limit(60);
    QueryEntry hurried = query("uncountable(", 0);
    queue.makeDue(hurried, now);
    hurried.join(new Deadline(now + SECOND));
    assertThat(purpose()).isEqualTo(Purpose.REFRESH);
    assertThat(draft.finish().wakeAtNanos()).hasValue(now + SECOND / 3);
    now += SECOND / 3;
    assertThat(purpose()).isEqualTo(Purpose.START);
  }

  @Test
  void staysAStartWhileQueriesAreDue() {
    limit(600);
    due(13);
    assertThat(purpose()).isEqualTo(Purpose.START);
    assertThat(queue.takeBatch(now)).hasSize(4);
    assertThat(queue.takeBatch(now)).hasSize(4);
    assertThat(purpose()).as("5 are left").isEqualTo(Purpose.START);
    assertThat(queue.takeBatch(now)).hasSize(4);
    assertThat(queue.takeBatch(now)).hasSize(1);
    due(4);
    assertThat(purpose()).as("a new one").isEqualTo(Purpose.REFRESH);
  }

  @Test
  void isASearchForASuspectOfAHostThatAnswers() {
    QueryEntry suspect = due(1).get(0);
    suspect.suspect(new Suspicion(new Cohort(2, 2, 0), now));
    assertThat(queue.isSuspect()).isTrue();
    assertThat(purpose()).isEqualTo(Purpose.REFRESH);
    health = health.onAnswer(now - 1);
    assertThat(purpose()).as("answered before").isEqualTo(Purpose.REFRESH);
    health = health.onAnswer(now);
    assertThat(purpose()).isEqualTo(Purpose.ISOLATE);
  }

  @Test
  void isASearchForWhatWasRefusedAlone() {
    QueryEntry refused = query("avg:bad{*}");
    Duration unused = refused.refuse(fault, new Cohort(1, 1, 0), now);
    queue.makeDue(refused, now);
    assertThat(queue.isSuspect()).isFalse();
    assertThat(purpose()).isEqualTo(Purpose.ISOLATE);
  }
}
