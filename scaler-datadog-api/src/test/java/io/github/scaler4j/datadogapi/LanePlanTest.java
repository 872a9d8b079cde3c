package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.datadogapi.QueryEntry.Place;
import io.github.scaler4j.engine.Refresh;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.HostStatus;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The plan's decisions, event by event. */
class LanePlanTest {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private final MetricSourceException reset = new TransportException("reset", null);

  private final TestGuard guard = new TestGuard();
  private LanePlan plan = plan(DatadogApiOptions.builder().maxParallelRequests(1));
  private long now = SECOND;
  private Step last = new Step.Draft().finish();

  private LanePlan plan(DatadogApiOptions.Builder options) {
    return new LanePlan(
        "api.example.com", "account", options.linger(Duration.ZERO).build(), guard, () -> 0.5);
  }

  private QueryEntry enter(String name) {
    return plan.enter(Triggers.query("avg:" + name + "{*}"), new SilentReaders(true));
  }

  /** Wishes for a value, and returns the requests that are sent. */
  private List<Batch> wish(QueryEntry... queries) {
    List<Batch> sent = new ArrayList<>();
    for (QueryEntry query : queries) {
      sent.addAll(sent(plan.wish(query, new Deadline(now + 3 * SECOND), now)));
    }
    return sent;
  }

  private Batch wishOne(QueryEntry query) {
    return only(wish(query));
  }

  private static Batch only(List<Batch> sent) {
    assertThat(sent).hasSize(1);
    return sent.get(0);
  }

  private List<Batch> end(Batch batch, Reply reply) {
    return sent(plan.end(batch, reply, now));
  }

  private List<Batch> wake() {
    return sent(plan.wake(now));
  }

  private List<Batch> sent(Step step) {
    last = step;
    List<Batch> sent = new ArrayList<>();
    for (Act act : step.acts()) {
      if (act instanceof Act.Send send) {
        sent.add(send.batch());
      }
    }
    return sent;
  }

  private List<Act> acts() {
    return last.acts();
  }

  private static Reply answer(Batch batch) {
    return answer(batch, RateLimitHeaders.NONE);
  }

  private static Reply answer(Batch batch, RateLimitHeaders limits) {
    return new Reply.Answered(
        limits, batch.queries().stream().map(query -> List.<Series>of()).toList());
  }

  private static Reply busy(RateLimitHeaders limits) {
    return new Reply.Refused(limits, new UnexpectedResponseException(503, "busy", null), false);
  }

  private static RateLimitHeaders left(long limit, long remaining, long resetSeconds) {
    return RateLimitHeaders.of(
        Headers.of(
            "X-RateLimit-Limit", Long.toString(limit),
            "X-RateLimit-Period", "3600",
            "X-RateLimit-Remaining", Long.toString(remaining),
            "X-RateLimit-Reset", Long.toString(resetSeconds)),
        Instant.EPOCH);
  }

  private static Act fail(QueryEntry query, MetricSourceException why, Batch batch) {
    return new Act.Fail(query, why, batch.deadline());
  }

  @Nested
  class Sending {

    @Test
    void givesARequestThreeSecondsAtLeast() {
      QueryEntry query = enter("a");
      Step step = plan.wish(query, new Deadline(now + MILLI), now);
      Act.Send send = (Act.Send) step.acts().get(0);
      assertThat(send.deadline()).isEqualTo(new Deadline(now + 3 * SECOND));
      assertThat(send.batch().deadline()).isEqualTo(new Deadline(now + MILLI));
    }

    @Test
    void waitsForRoom() {
      Batch first = wishOne(enter("a"));
      assertThat(end(first, answer(first))).isEmpty();
      Batch second = wishOne(enter("b"));
      QueryEntry held = enter("c");
      assertThat(wish(held)).isEmpty();
      assertThat(plan.holdBack(held, now)).hasMessageContaining("maxParallelRequests");
      assertThat(plan.holdBack(second.queries().get(0), now)).isNull();
      assertThat(only(end(second, answer(second))).queries()).containsExactly(held);
    }

    @Test
    void reportsAHeldBackRequestToItsReader() {
      QueryEntry query = enter("a");
      Step sent = plan.wish(query, new Deadline(now + 3 * SECOND), now);
      assertThat(sent.refresh()).isEqualTo(Refresh.UNDER_WAY);
      assertThat(plan.wish(query, new Deadline(now + 3 * SECOND), now).refresh())
          .as("its request is under way")
          .isEqualTo(Refresh.UNDER_WAY);
      assertThat(plan.wish(enter("b"), new Deadline(now + 3 * SECOND), now).refresh())
          .isInstanceOf(Refresh.Queued.class);
    }

    @Test
    void failsWhatTheGuardRefuses() {
      guard.refusal = new TransportException("left alone", null);
      QueryEntry query = enter("a");
      assertThat(wish(query)).isEmpty();
      assertThat(acts())
          .containsExactly(new Act.Fail(query, guard.refusal, new Deadline(now + 3 * SECOND)));
      assertThat(query.place()).isEqualTo(Place.RESTING);
      assertThat(query.isNew()).as("it had its turn").isFalse();
    }

    @Test
    void failsEachRequestThatTheGuardRefuses() {
      plan = plan(DatadogApiOptions.builder().batching(false).maxParallelRequests(1));
      Batch first = wishOne(enter("a"));
      wish(enter("b"), enter("c"));
      guard.refusal = new TransportException("left alone", null);
      assertThat(end(first, answer(first))).isEmpty();
      assertThat(acts()).filteredOn(Act.Fail.class::isInstance).hasSize(2);
    }

    @Test
    void asksOneAtATimeUntilTheLimitIsKnown() {
      plan = plan(DatadogApiOptions.builder().maxParallelRequests(5));
      Batch first = wishOne(enter("a"));
      QueryEntry held = enter("b");
      Step step = plan.wish(held, new Deadline(now + 3 * SECOND), now);
      assertThat(sent(step)).isEmpty();
      assertThat(((Refresh.Queued) step.refresh()).why()).isInstanceOf(RateLimitedException.class);
      assertThat(step.wakeAtNanos()).hasValue(now + SECOND);
      assertThat(end(first, answer(first))).hasSize(1);
    }

    @Test
    void sendsTheLongestWaitingFirst() {
      plan = plan(DatadogApiOptions.builder().maxParallelRequests(1).batching(false));
      QueryEntry first = enter("a");
      QueryEntry second = enter("b");
      Batch sent = wishOne(first);
      end(sent, answer(sent));
      sent = wishOne(second);
      QueryEntry newcomer = enter("c");
      assertThat(wish(first, newcomer)).isEmpty();
      sent = only(end(sent, answer(sent)));
      assertThat(sent.queries()).as("new ones precede").containsExactly(newcomer);
      assertThat(wish(second)).isEmpty();
      sent = only(end(sent, answer(sent)));
      assertThat(sent.queries()).containsExactly(first);
    }
  }

  @Nested
  class Status {

    @Test
    void countsQueriesAndRequests() {
      QueryEntry idle = enter("idle");
      wish(enter("a"));
      wish(enter("b"), enter("c"));
      guard.openCircuit = reset;
      HostStatus status = plan.status(now);
      assertThat(status.host()).isEqualTo("api.example.com");
      assertThat(status.circuitOpen()).isTrue();
      assertThat(status.liveQueries()).isEqualTo(4);
      assertThat(status.waitingQueries()).isEqualTo(2);
      assertThat(status.requestsUnderWay()).isEqualTo(1);
      assertThat(status.rateLimit()).isEmpty();
      plan.leave(idle);
      plan.leave(idle);
      assertThat(plan.status(now).liveQueries()).as("it leaves once").isEqualTo(3);
    }

    @Test
    void advisesByTheQueriesOfARequest() {
      plan = plan(DatadogApiOptions.builder().maxBatchQueries(2));
      List<QueryEntry> queries = List.of(enter("a"), enter("b"), enter("c"));
      Batch batch = wishOne(queries.get(0));
      assertThat(plan.status(now).advice()).as("no limit is known").isEmpty();
      end(batch, answer(batch, left(600, 599, 3600)));
      assertThat(plan.status(now).advice().orElseThrow().queries()).isEqualTo(3);
      queries.forEach(plan::leave);
      assertThat(plan.status(now).advice()).as("nobody reads").isEmpty();
    }

    @Test
    void advisesByTheRequestsThatCarryAll() {
      assertThat(needed(DatadogApiOptions.builder().maxBatchQueries(2), 3)).isEqualTo(2 * 240);
      assertThat(needed(DatadogApiOptions.builder().maxBatchQueries(2), 4)).isEqualTo(2 * 240);
      assertThat(needed(DatadogApiOptions.builder().batching(false), 3)).isEqualTo(3 * 240);
    }

    /** Returns how many requests per hour the queries need, each to be asked every 15 s. */
    private long needed(DatadogApiOptions.Builder options, int queries) {
      plan = plan(options);
      Batch batch = wishOne(enter("q0"));
      for (int i = 1; i < queries; i++) {
        enter("q" + i);
      }
      end(batch, answer(batch, left(600, 599, 3600)));
      return plan.status(now).advice().orElseThrow().needed();
    }

    @Test
    void advisesWhatMergingWouldSave() {
      plan = plan(DatadogApiOptions.builder().batching(false));
      Batch batch = wishOne(enter("a"));
      end(batch, answer(batch, left(600, 599, 3600)));
      enterFamily("cart");
      QueryEntry pay = enterFamily("pay");
      assertThat(throughMerging()).isEqualTo(2 * 240);
      plan.leave(pay);
      enter("b");
      assertThat(throughMerging()).as("no family is left").isEqualTo(3 * 240);
    }

    private QueryEntry enterFamily(String service) {
      return plan.enter(
          Triggers.query("sum:hits{service:" + service + "}.as_count()"), new SilentReaders(true));
    }

    private long throughMerging() {
      return plan.status(now).advice().orElseThrow().throughMerging();
    }

    @Test
    void isDisposableWithoutReadersRequestsAndLimit() {
      assertThat(plan.isDisposable(now)).isTrue();
      QueryEntry query = enter("a");
      assertThat(plan.isDisposable(now)).isFalse();
      Batch batch = wishOne(query);
      plan.leave(query);
      assertThat(plan.isDisposable(now)).as("a request is under way").isFalse();
      end(batch, answer(batch, left(600, 599, 10)));
      assertThat(plan.isDisposable(now)).as("a limit is known").isFalse();
      assertThat(plan.isDisposable(now + 10 * SECOND)).isTrue();
    }
  }

  @Nested
  class Repetitions {

    private final QueryEntry query = enter("a");
    private final Batch failed = wishOne(query);

    @Test
    void leaveAfterADelay() {
      assertThat(end(failed, new Reply.Missing(reset))).isEmpty();
      assertThat(acts()).as("nobody is told yet").isEmpty();
      assertThat(query.place()).isEqualTo(Place.PLANNED);
      assertThat(plan.holdBack(query, now)).isSameAs(reset);
      now += 100 * MILLI - 1;
      assertThat(wake()).isEmpty();
      assertThat(last.wakeAtNanos()).hasValue(now + 1);
      now++;
      Batch again = only(wake());
      assertThat(again.queries()).containsExactly(query);
      assertThat(again.repetition()).isEqualTo(1);
      assertThat(query.place()).isEqualTo(Place.IN_FLIGHT);
    }

    @Test
    void keepTheirRoom() {
      end(failed, new Reply.Missing(reset));
      assertThat(wish(enter("b"))).isEmpty();
      assertThat(plan.awaits(failed)).isFalse();
    }

    @Test
    void areNoMoreThanAllowed() {
      Batch batch = failed;
      for (int i = 0; i < DatadogApiOptions.defaults().retries(); i++) {
        end(batch, new Reply.Missing(reset));
        now += 400 * MILLI;
        batch = only(wake());
      }
      end(batch, new Reply.Missing(reset));
      assertThat(acts()).contains(fail(query, reset, batch));
    }

    @Test
    void needTimeToBeAnswered() {
      now = failed.deadline().atNanos() - 50 * MILLI;
      end(failed, new Reply.Missing(reset));
      assertThat(acts()).containsExactly(fail(query, reset, failed));
    }

    @Test
    void takePlaceWithALittleMoreTime() {
      now = failed.deadline().atNanos() - 50 * MILLI - 1;
      end(failed, new Reply.Missing(reset));
      assertThat(acts()).isEmpty();
    }

    @Test
    void areGivenUpOnceTimeIsUp() {
      end(failed, new Reply.Missing(reset));
      now = failed.deadline().atNanos();
      assertThat(wake()).isEmpty();
      assertThat(acts()).containsExactly(fail(query, reset, failed));
      assertThat(query.place()).isEqualTo(Place.RESTING);
    }

    @Test
    void areGivenUpIfTheGuardRefuses() {
      end(failed, new Reply.Missing(reset));
      guard.refusal = new TransportException("left alone", null);
      now += 100 * MILLI;
      assertThat(wake()).isEmpty();
      assertThat(acts()).containsExactly(fail(query, reset, failed));
    }

    @Test
    void waitForTheBudget() {
      end(failed, busy(left(600, 0, 2)));
      now += 100 * MILLI;
      assertThat(wake()).isEmpty();
      assertThat(last.wakeAtNanos()).hasValue(3 * SECOND);
      now = 3 * SECOND;
      assertThat(wake()).hasSize(1);
    }

    @Test
    void doNotWaitForABudgetThatComesTooLate() {
      end(failed, busy(left(600, 0, 3)));
      now += 100 * MILLI;
      assertThat(wake()).isEmpty();
      assertThat(acts()).hasSize(1).first().isInstanceOf(Act.Fail.class);
    }

    @Test
    void areNotMadeForACertificateThatIsNotTrusted() {
      end(failed, new Reply.Missing(new TransportException("tls", new CertificateException())));
      assertThat(acts()).hasSize(1).first().isInstanceOf(Act.Fail.class);
    }

    @Test
    void areNotMadeForSuspects() {
      plan = plan(DatadogApiOptions.builder().retries(1).maxParallelRequests(1));
      Batch first = wishOne(enter("first"));
      List<QueryEntry> pair = List.of(enter("b"), enter("c"));
      wish(pair.get(0), pair.get(1));
      end(only(end(first, answer(first))), new Reply.Missing(reset));
      now += SECOND;
      end(only(wake()), new Reply.Missing(reset));
      assertThat(pair).allMatch(suspect -> suspect.suspicion() != null);
      Batch half = wishOne(pair.get(0));
      end(half, new Reply.Missing(reset));
      assertThat(acts()).contains(fail(pair.get(0), reset, half));
    }

    @Test
    void failIfNothingWillWakeThePlan() {
      end(failed, new Reply.Missing(reset));
      Step step = plan.giveUpRepetitions();
      assertThat(step.acts()).containsExactly(fail(query, reset, failed));
      assertThat(query.place()).isEqualTo(Place.RESTING);
      now += SECOND;
      assertThat(wake()).isEmpty();
      assertThat(acts()).isEmpty();
    }
  }

  @Nested
  class GivingUp {

    @Test
    void endsARequestWithoutReaders() {
      QueryEntry query = enter("a");
      Batch batch = wishOne(query);
      QueryEntry next = enter("b");
      assertThat(wish(next)).isEmpty();
      leave(query);
      List<Batch> sent = sent(plan.giveUp(query, now));
      assertThat(acts().get(0)).isEqualTo(new Act.Cancel(batch));
      assertThat(only(sent).queries()).as("its place is free").contains(next);
      assertThat(plan.awaits(batch)).isFalse();
      end(batch, new Reply.Missing(reset));
      assertThat(acts()).as("its end is of no interest").isEmpty();
      assertThat(guard.signs).containsExactly(Guard.Sign.NONE);
    }

    @Test
    void keepsARequestWithReaders() {
      QueryEntry query = enter("a");
      Batch batch = wishOne(query);
      assertThat(sent(plan.giveUp(query, now))).isEmpty();
      assertThat(acts()).isEmpty();
      assertThat(plan.awaits(batch)).isTrue();
    }

    @Test
    void suspectsLongRequests() {
      List<QueryEntry> pair = sendPair();
      pair.forEach(this::leave);
      now += 3 * SECOND - 1;
      QueryEntry late = pair.get(0);
      plan.giveUp(late, now);
      assertThat(pair).as("a little less than 3 s").allMatch(q -> q.suspicion() == null);
    }

    @Test
    void splitsARequestThatLastedThreeSeconds() {
      List<QueryEntry> pair = sendPair();
      pair.forEach(this::leave);
      now += 3 * SECOND;
      plan.giveUp(pair.get(0), now);
      assertThat(pair.get(0).suspicion()).isNotNull();
      assertThat(pair.get(1).suspicion()).isNotNull().isNotSameAs(pair.get(0).suspicion());
      assertThat(pair).allMatch(query -> query.place() == Place.RESTING);
    }

    /** Sends two queries in one request, which has ten seconds. */
    private List<QueryEntry> sendPair() {
      Batch first = wishOne(enter("first"));
      List<QueryEntry> pair = List.of(enter("a"), enter("b"));
      pair.forEach(query -> plan.wish(query, new Deadline(now + 10 * SECOND), now));
      assertThat(only(end(first, answer(first))).queries()).isEqualTo(pair);
      return pair;
    }

    private void leave(QueryEntry query) {
      ((SilentReaders) query.readers()).waiting = false;
    }
  }

  @Nested
  class Closing {

    private List<String> aborted() {
      List<String> aborted = new ArrayList<>();
      for (Act act : acts()) {
        if (act instanceof Act.Abort abort) {
          assertThat(abort.why()).hasMessage("api.example.com: the source is closed");
          assertThat(abort.query().place()).isEqualTo(Place.RESTING);
          aborted.add(abort.query().query().text());
        }
      }
      return aborted;
    }

    @Test
    void failsWhatIsDueAndWhatIsUnderWay() {
      Batch batch = wishOne(enter("a"));
      wish(enter("b"));
      last = plan.close();
      assertThat(aborted()).containsExactlyInAnyOrder("avg:a{*}", "avg:b{*}");
      assertThat(acts()).hasSize(3).contains(new Act.Cancel(batch));
      assertThat(plan.awaits(batch)).isFalse();
      assertThat(end(batch, new Reply.Missing(reset))).isEmpty();
      assertThat(acts()).isEmpty();
    }

    @Test
    void forgetsRepetitions() {
      end(wishOne(enter("a")), new Reply.Missing(reset));
      plan.close();
      assertThat(plan.giveUpRepetitions().acts()).isEmpty();
    }

    @Test
    void failsRepetitions() {
      Batch batch = wishOne(enter("a"));
      end(batch, new Reply.Missing(reset));
      last = plan.close();
      assertThat(aborted()).containsExactly("avg:a{*}");
      assertThat(acts()).hasSize(1);
    }

    @Test
    void failsHalvesThatHaveNotLeft() {
      Batch first = wishOne(enter("first"));
      wish(enter("a"), enter("b"));
      Batch pair = only(end(first, answer(first)));
      Batch half =
          only(
              end(
                  pair,
                  new Reply.Refused(
                      RateLimitHeaders.NONE, new QueryRejectedException("bad"), true)));
      last = plan.close();
      assertThat(aborted()).containsExactlyInAnyOrder("avg:a{*}", "avg:b{*}");
      assertThat(acts()).hasSize(3).contains(new Act.Cancel(half));
      now += 10 * SECOND;
      assertThat(wake()).isEmpty();
    }

    @Test
    void refusesFurtherWishes() {
      QueryEntry query = enter("a");
      last = plan.close();
      assertThat(acts()).isEmpty();
      Step step = plan.wish(query, new Deadline(now + 3 * SECOND), now);
      assertThat(((Refresh.Refused) step.refresh()).why())
          .isInstanceOf(TransportException.class)
          .hasMessage("api.example.com: the source is closed");
      assertThat(step.acts()).isEmpty();
    }
  }

  /** A host that failed every request and answers again. */
  @Nested
  class AfterAnOutage {

    private QueryEntry cohort = enter("unused");
    private List<QueryEntry> parted = List.of();

    /**
     * Two queries fail together, then one alone until the circuit opens; then that one is answered.
     */
    private void comeBack(RateLimitHeaders limits) {
      plan = plan(DatadogApiOptions.builder().retries(0).maxParallelRequests(1));
      cohort = enter("alone");
      Batch batch = wishOne(cohort);
      parted = List.of(enter("a"), enter("b"), enter("c"));
      assertThat(wish(parted.toArray(QueryEntry[]::new))).isEmpty();
      Batch all = only(end(batch, answer(batch)));
      assertThat(all.queries()).isEqualTo(parted);
      now += 60 * SECOND;
      end(all, new Reply.Missing(reset));
      for (int i = 1; i < HostHealth.DOWN_AFTER; i++) {
        now += 60 * SECOND;
        Batch failing = wishOne(cohort);
        assertThat(failing.queries()).containsExactly(cohort);
        end(failing, new Reply.Missing(reset));
      }
      now += 60 * SECOND;
      Batch answered = wishOne(cohort);
      end(answered, answer(answered, limits));
    }

    @Test
    void makesTheRequestWholeAgain() {
      comeBack(RateLimitHeaders.NONE);
      Batch probe = wishOne(parted.get(1));
      assertThat(probe.queries()).containsAll(parted);
    }

    @Test
    void sendsTheProbeAheadOfThePace() {
      comeBack(left(60, 50, 3000));
      Batch probe = wishOne(parted.get(0));
      end(probe, answer(probe, left(60, 49, 3000)));
      now += SECOND;
      Batch paced = wishOne(enter("x"));
      end(paced, answer(paced, left(60, 48, 3000)));
      now += SECOND;
      assertThat(wish(enter("y"))).as("the pace lets one leave in 65 s").isEmpty();
    }

    @Test
    void asksSuspectsAfterTheProbe() {
      comeBack(RateLimitHeaders.NONE);
      QueryEntry suspect = parted.get(0);
      suspect.suspect(new Suspicion(new Cohort(2), 0));
      assertThat(wish(suspect)).as("nobody else is due").hasSize(1);
    }
  }

  @Test
  void triesADownHostWithTheLongestWaiting() {
    plan = plan(DatadogApiOptions.builder().retries(0).batching(false).maxParallelRequests(5));
    QueryEntry bad = enter("bad");
    QueryEntry healthy = enter("healthy");
    for (int i = 0; i < HostHealth.DOWN_AFTER; i++) {
      end(wishOne(bad), new Reply.Missing(reset));
      now += SECOND;
    }
    guard.openCircuit = reset;
    assertThat(wish(healthy)).isEmpty();
    assertThat(last.refresh()).isEqualTo(new Refresh.Refused(reset));
    guard.openCircuit = null;
    assertThat(wish(bad)).extracting(batch -> batch.queries().get(0)).contains(healthy);
  }
}
