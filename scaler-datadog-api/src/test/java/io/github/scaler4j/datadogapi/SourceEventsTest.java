package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.TestSource.value;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.source.CacheHitEvent;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.GateClosedEvent;
import io.github.scaler4j.source.IsolationEvent;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.RateLimitEvent;
import io.github.scaler4j.source.RequestEvent;
import io.github.scaler4j.source.SourceListener;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.source.StaleAnswerEvent;
import io.github.scaler4j.trigger.QueryAggregator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SourceEventsTest {

  private static final String HOST = "api.datadoghq.eu";
  private static final String ACCOUNT = "account";
  private static final Duration FRESH = Duration.ofSeconds(15);

  private final TestSource lane = new TestSource(DatadogApiOptions.builder().retries(0).build());

  @Test
  void reportsOutcomeDurationAndFillOfARequest() {
    lane.wantAll(0, 5);
    lane.want(
        trigger(
            query("avg:a5{*},avg:b6{*}", 0, 2),
            Optional.of(QueryAggregator.MAX),
            OptionalDouble.empty()));
    lane.linger();
    lane.time.advance(Duration.ofMillis(120));
    lane.datadog.call().answer();
    assertThat(lane.events.requests)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            RequestEvent.of(HOST, ACCOUNT, 200, Duration.ofMillis(120)).withQueries(7, 35));
    assertThat(lane.events.requests.get(0).batchFill()).isEqualTo(0.2);
  }

  @Test
  void reportsNoStatusWithoutAnAnswer() {
    lane.want(1);
    lane.linger();
    lane.datadog.call().fail(new IOException("reset"));
    assertThat(lane.events.requests)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(RequestEvent.of(HOST, ACCOUNT, 0, Duration.ZERO).withQueries(1, 35));
  }

  @Test
  void callsEachRequestFullWithoutBatching() {
    TestSource single = new TestSource(DatadogApiOptions.builder().batching(false).build());
    single.prime(1, 2);
    assertThat(single.events.requests.get(0).batchFill()).isEqualTo(1);
  }

  @Test
  void reportsACacheHit() {
    lane.prime(1, 2);
    assertThat(lane.events.cacheHits).hasValue(0);
    lane.want(1);
    assertThat(lane.events.cacheHits).hasValue(1);
  }

  @Test
  void reportsThatA429ClosesTheGate() {
    lane.want(1);
    lane.linger();
    lane.datadog.call().answer(429, "", budget(100, 60, 0, 40));
    assertThat(lane.events.requests).extracting(RequestEvent::status).containsExactly(429);
    assertThat(lane.events.closures)
        .containsExactly(new GateClosedEvent(HOST, ACCOUNT, Duration.ofSeconds(40)));
    assertThat(lane.events.budgets).extracting(RateLimitEvent::remaining).containsExactly(0L);
  }

  @Test
  void closesTheGateBrieflyWithoutHeaders() {
    lane.want(1);
    lane.linger();
    lane.datadog.call().answer(429, "");
    assertThat(lane.events.closures)
        .containsExactly(new GateClosedEvent(HOST, ACCOUNT, Duration.ofSeconds(1)));
    assertThat(lane.events.budgets).isEmpty();
  }

  @Test
  void reportsTheBudgetAndItsPace() {
    lane.want(1);
    lane.linger();
    lane.datadog.call().answer(budget(1000, 100, 900, 50));
    RateLimitEvent event = lane.events.budgets.get(0);
    assertThat(event.host()).isEqualTo(HOST);
    assertThat(event.name()).isEqualTo("metrics");
    assertThat(event.limit()).isEqualTo(1000);
    assertThat(event.period()).isEqualTo(Duration.ofSeconds(100));
    assertThat(event.remaining()).isEqualTo(900);
    assertThat(event.reset()).isEqualTo(Duration.ofSeconds(50));
    assertThat(event.pacePerSecond()).isPositive();
    assertThat(lane.events.closures).isEmpty();
  }

  @Test
  void reportsTheAgeOfAStaleAnswer() {
    lane.prime(1, 2);
    lane.time.advance(FRESH);
    lane.want(1);
    lane.want(1);
    lane.linger();
    lane.datadog.call().answer(404, "");
    assertThat(lane.events.stale)
        .hasSize(2)
        .allSatisfy(stale -> assertThat(stale.age()).isEqualTo(FRESH.plus(TestSource.LINGER)));
  }

  @Test
  void reportsAnIsolatedQuery() {
    lane.prime(99, 100);
    lane.wantAll(0, 3);
    lane.linger();
    TestCall call = lane.datadog.call();
    call.reject();
    lane.refuseAll(List.of(text(1)));
    assertThat(lane.events.isolations)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.host()).isEqualTo(HOST);
              assertThat(event.query()).isEqualTo(text(1));
              assertThat(event.cause()).isInstanceOf(QueryRejectedException.class);
              assertThat(event.backoff()).isEqualTo(Duration.ofSeconds(30));
            });
  }

  @Test
  void countsEvents() {
    assertThat(lane.source.statistics()).isEqualTo(SourceStatistics.NONE);
    lane.prime(0, 3);
    lane.want(0);
    lane.time.advance(FRESH);
    lane.want(0);
    lane.linger();
    lane.datadog.call().answer(404, "");
    assertThat(lane.source.statistics())
        .isEqualTo(
            SourceStatistics.builder()
                .liveQueries(3)
                .reads(5)
                .cacheHits(1)
                .staleAnswers(1)
                .requests(2)
                .queries(6)
                .hosts(lane.source.statistics().hosts())
                .build());
  }

  @Test
  void dropsAQueryWithoutReaders() {
    lane.prime(0, 3);
    for (int i = 0; i < 41; i++) {
      lane.time.advance(FRESH);
      lane.want(0);
      lane.linger();
      lane.datadog.call().answer();
    }
    assertThat(lane.source.statistics().liveQueries()).isEqualTo(1);
    assertThat(lane.source.statistics().forgottenQueries()).isEqualTo(2);
    lane.time.advance(FRESH);
    lane.want(0);
    lane.linger();
    assertThat(lane.datadog.call().queries()).containsExactly(text(0));
  }

  @Test
  void survivesAListenerThatThrows() {
    SourceListener broken =
        new SourceListener() {
          @Override
          public void onRequest(RequestEvent event) {
            throw new IllegalStateException("listener");
          }

          @Override
          public void onCacheHit(CacheHitEvent event) {
            throw new NoClassDefFoundError("listener");
          }

          @Override
          public void onStaleAnswer(StaleAnswerEvent event) {
            throw new IllegalStateException("listener");
          }

          @Override
          public void onRateLimit(RateLimitEvent event) {
            throw new NoClassDefFoundError("listener");
          }

          @Override
          public void onGateClosed(GateClosedEvent event) {
            throw new IllegalStateException("listener");
          }

          @Override
          public void onIsolation(IsolationEvent event) {
            throw new IllegalStateException("listener");
          }
        };
    DatadogApiSource source =
        DatadogApiSource.create(lane.context(broken), DatadogApiOptions.defaults(), lane.datadog);
    CompletableFuture<MetricAnswer> first = fetch(source, 1);
    lane.linger();
    lane.datadog.call().answer(budget(1000, 100, 900, 50));
    assertThat(value(first)).isEqualTo(1);
    assertThat(value(fetch(source, 1))).isEqualTo(1);
    lane.time.advance(FRESH);
    CompletableFuture<MetricAnswer> stale = fetch(source, 1);
    CompletableFuture<MetricAnswer> too = fetch(source, 1);
    lane.linger();
    lane.datadog.call().reject();
    assertThat(value(stale)).isEqualTo(1);
    assertThat(value(too)).isEqualTo(1);
    CompletableFuture<MetricAnswer> limited = fetch(source, 2);
    lane.linger();
    lane.datadog.call().answer(429, "");
    assertThat(limited).isCompletedExceptionally();
  }

  private CompletableFuture<MetricAnswer> fetch(DatadogApiSource source, int i) {
    return source.fetch(trigger(query(text(i))), Deadline.in(Duration.ofSeconds(3), lane.time));
  }

  private static String[] budget(int limit, int period, int remaining, int reset) {
    return new String[] {
      "X-RateLimit-Limit", "" + limit,
      "X-RateLimit-Period", "" + period,
      "X-RateLimit-Remaining", "" + remaining,
      "X-RateLimit-Reset", "" + reset,
      "X-RateLimit-Name", "metrics"
    };
  }
}
