package io.github.scaler4j.datadogapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.scaler4j.datadogapi.Budget.Purpose;
import io.github.scaler4j.engine.SourceEvents;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RateLimitStatus;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private final MetricSourceException tooMany =
      new RateLimitedException("429", RateLimitedException.Details.UNKNOWN);

  private final TestEvents events = new TestEvents();
  private final Ledger ledger =
      new Ledger("api.example.com", "account", DatadogApiOptions.defaults(), () -> 0.5);
  private Step.Draft draft = new Step.Draft();

  private void learn(Reply reply, long now) {
    draft = new Step.Draft();
    ledger.learn(reply, draft, now);
    ManualTime time = TestSource.newTime();
    SourceEvents reports =
        new SourceEvents(SourceContext.builder(time, time, Runnable::run).listener(events).build());
    draft.finish().acts().forEach(act -> ((Act.Report) act).event().accept(reports));
  }

  private static RateLimitHeaders left(long remaining) {
    return RateLimitHeaders.of(
        Headers.of(
            "X-RateLimit-Limit", "600",
            "X-RateLimit-Period", "3600",
            "X-RateLimit-Remaining", Long.toString(remaining),
            "X-RateLimit-Reset", "3600",
            "X-RateLimit-Name", "metrics"),
        Instant.EPOCH);
  }

  @Test
  void followsALimitWhosePeriodBecomesShorter() {
    learn(answered(left(500)), 0);
    RateLimitHeaders perMinute =
        RateLimitHeaders.of(
            Headers.of(
                "X-RateLimit-Limit", "1600",
                "X-RateLimit-Period", "60",
                "X-RateLimit-Remaining", "1599",
                "X-RateLimit-Reset", "60"),
            Instant.EPOCH);
    learn(answered(perMinute), SECOND);
    RateLimitStatus status = ledger.status(2 * SECOND).orElseThrow();
    assertThat(status.period()).isEqualTo(Duration.ofMinutes(1));
    assertThat(status.limit()).isEqualTo(1_600);
  }

  private static Reply answered(RateLimitHeaders limits) {
    return new Reply.Answered(limits, List.of());
  }

  private static Reply refused(RateLimitHeaders limits, MetricSourceException fault) {
    return new Reply.Refused(limits, fault, false);
  }

  @Test
  void knowsNoPaceBeforeTheFirstAnswer() {
    assertThat(ledger.nanosFor(100)).isZero();
    assertThat(ledger.status(0)).isEmpty();
    assertThat(ledger.isForgettable(0)).isTrue();
  }

  @Test
  void returnsHowLongRequestsTake() {
    learn(answered(left(600)), 0);
    assertThat(ledger.nanosFor(9)).isCloseTo(60.0 * SECOND, within(1.0));
  }

  @Test
  void reportsTheLimitOfAnAnswer() {
    learn(answered(left(599)), 0);
    RateLimitStatus.Builder reported =
        RateLimitStatus.builder()
            .name("metrics")
            .limit(600)
            .period(HOUR)
            .remaining(599)
            .pacePerSecond(540 / 3600.0);
    assertThat(events.budgets)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            RateLimitEvent.of("api.example.com", "account", reported.reset(HOUR).build()));
    assertThat(events.closures).isEmpty();
    assertThat(ledger.status(60 * SECOND)).hasValue(reported.reset(HOUR.minusMinutes(1)).build());
    assertThat(ledger.isForgettable(HOUR.toNanos() - 1)).isFalse();
    assertThat(ledger.isForgettable(HOUR.toNanos())).isTrue();
  }

  @Test
  void reportsNothingForAnAnswerWithoutALimit() {
    learn(answered(RateLimitHeaders.NONE), 0);
    assertThat(draft.finish().acts()).isEmpty();
    assertThat(ledger.status(0)).isEmpty();
  }

  @Test
  void reportsThatA429ClosesTheGate() {
    learn(refused(left(0), tooMany), 0);
    assertThat(events.closures)
        .containsExactly(new GateClosedEvent("api.example.com", "account", HOUR));
    assertThat(events.budgets).hasSize(1);
    assertThat(ledger.status(60 * SECOND).orElseThrow().closedFor())
        .isEqualTo(HOUR.minusMinutes(1));
    assertThat(ledger.status(HOUR.toNanos()).orElseThrow().closedFor()).isZero();
    assertThat(ledger.waitNanos(Purpose.START, SECOND)).isEqualTo(HOUR.toNanos() - SECOND);
  }

  @Test
  void pausesAfterA429WithoutHeaders() {
    learn(refused(RateLimitHeaders.NONE, tooMany), 0);
    assertThat(events.closures)
        .containsExactly(new GateClosedEvent("api.example.com", "account", Duration.ofSeconds(1)));
    assertThat(events.budgets).isEmpty();
  }

  @Test
  void countsAnotherRefusalLikeAnAnswer() {
    ledger.spend(Purpose.REFRESH, 0);
    assertThat(ledger.waitNanos(Purpose.REFRESH, 0)).isPositive();
    learn(refused(RateLimitHeaders.NONE, new UnexpectedResponseException(503, "busy", null)), 0);
    assertThat(ledger.waitNanos(Purpose.REFRESH, 0)).isZero();
    ledger.spend(Purpose.REFRESH, 0);
    assertThat(ledger.waitNanos(Purpose.REFRESH, 0)).as("the limit is still unknown").isPositive();
    assertThat(events.closures).isEmpty();
  }

  @Test
  void forgetsARequestThatWasNotAnswered() {
    ledger.spend(Purpose.REFRESH, 0);
    learn(new Reply.Missing(new TransportException("reset", null)), 0);
    assertThat(ledger.waitNanos(Purpose.REFRESH, 0)).isZero();
    assertThat(draft.finish().acts()).isEmpty();
    ledger.spend(Purpose.REFRESH, 0);
    ledger.giveUp();
    assertThat(ledger.waitNanos(Purpose.REFRESH, 0)).isZero();
  }

  @Test
  void explainsWhyNothingLeaves() {
    assertThat(ledger.explain(0))
        .as("the budget would let one leave")
        .isInstanceOf(TransportException.class);
    ledger.spend(Purpose.REFRESH, 0);
    assertThat(ledger.explain(0)).isInstanceOf(RateLimitedException.class);
  }
}
