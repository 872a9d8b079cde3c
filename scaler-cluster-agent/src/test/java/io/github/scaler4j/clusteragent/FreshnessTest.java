package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the agent is asked, and what stands in when it fails. */
class FreshnessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final MockResponse DOWN =
      new MockResponse.Builder().code(503).body("starting").build();

  // The timeouts of requests are OkHttp's, and real.
  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);
  private final HeldCertificate authority = TestAgent.authority();
  private TestAgent agent;
  private ClusterAgentSource source;

  @BeforeEach
  void start() throws IOException {
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
    source = source(ClusterAgentOptions.defaults());
  }

  @AfterEach
  void stop() {
    source.close();
    agent.close();
  }

  @Test
  void asksAgainWhenTheValueIsNoLongerFresh() {
    MetricAnswer first = fetch();
    advance(Duration.ofSeconds(14));
    agent.answer(TestAgent.value("3"));
    assertThat(value(fetch())).isEqualTo(2);
    assertThat(fetch().age()).isEqualTo(Duration.ofSeconds(14));
    assertThat(agent.requests()).isEqualTo(1);
    advance(Duration.ofSeconds(1));
    assertThat(first.freshUntilNanos()).isEqualTo(time.nanoTime());
    assertThat(value(fetch())).isEqualTo(3);
    assertThat(agent.requests()).isEqualTo(2);
  }

  @Test
  void asksOnceForAllWhoReadAtTheSameTime() {
    source.close();
    source = source(ClusterAgentOptions.builder().freshFor(Duration.ZERO).build());
    agent.stall();
    List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      reads.add(TestAgent.fetch(source, TestAgent.trigger(), time));
    }
    agent.release();
    for (CompletableFuture<MetricAnswer> read : reads) {
      assertThat(read).succeedsWithin(PATIENCE);
    }
    assertThat(agent.requests()).isEqualTo(1);
    fetch();
    fetch();
    assertThat(agent.requests()).isEqualTo(3);
  }

  @Test
  void sharesOnlyWhatIsTheSameRead() {
    AgentTls unsafe = TestAgent.tls(true, Optional.empty(), Optional.empty());
    Optional<SecretSupplier> token = Optional.of(Secret.of("a"));
    fetch(TestAgent.trigger("a", TestAgent.SYSTEM, token, 5000));
    fetch(TestAgent.trigger("a", TestAgent.SYSTEM, Optional.of(Secret.of("a")), 4000));
    assertThat(agent.requests()).isEqualTo(1);
    fetch(TestAgent.trigger("b", TestAgent.SYSTEM, token, 5000));
    fetch(TestAgent.trigger("a", TestAgent.SYSTEM, Optional.of(Secret.of("b")), 5000));
    fetch(TestAgent.trigger("a", TestAgent.SYSTEM, Optional.empty(), 5000));
    fetch(TestAgent.trigger("a", unsafe, token, 5000));
    assertThat(agent.requests()).isEqualTo(5);
  }

  @Test
  void keepsNoDataAsAValue() {
    agent.answer(
        TestAgent.status(500, "InternalError", "DatadogMetric is invalid, missing error details"));
    assertThat(fetch().outcome()).isInstanceOf(NoData.class);
    assertThat(fetch().outcome()).isInstanceOf(NoData.class);
    assertThat(agent.requests()).isEqualTo(1);
  }

  @Test
  void keepsNoFailure() {
    agent.answer(TestAgent.status(401, "Unauthorized", "Unauthorized"));
    for (int i = 1; i <= 3; i++) {
      assertThatThrownBy(() -> TestAgent.read(source, TestAgent.trigger(), time))
          .isInstanceOf(AuthorizationException.class);
      assertThat(agent.requests()).isEqualTo(i);
    }
    agent.answer(TestAgent.value("2"));
    assertThat(value(fetch())).isEqualTo(2);
  }

  @Test
  void standsInWithTheLastValueAndSaysWhy() {
    fetch();
    agent.answer(DOWN);
    advance(Duration.ofMinutes(4));
    MetricAnswer stale = fetch();
    assertThat(value(stale)).isEqualTo(2);
    assertThat(stale.age()).isEqualTo(Duration.ofMinutes(4));
    assertThat(stale.staleCause().orElseThrow()).isInstanceOf(UnexpectedResponseException.class);
    advance(Duration.ofMinutes(1));
    assertThatThrownBy(() -> TestAgent.read(source, TestAgent.trigger(), time))
        .isInstanceOf(UnexpectedResponseException.class);
  }

  @Test
  void repeatsWhatMayPassAndNothingElse() {
    AtomicInteger count = new AtomicInteger();
    agent.answer(request -> count.incrementAndGet() < 3 ? DOWN : TestAgent.value("2"));
    assertThat(value(fetch())).isEqualTo(2);
    assertThat(agent.requests()).isEqualTo(3);
    agent.answer(TestAgent.status(404, "NotFound", "no such path"));
    advance(Duration.ofMinutes(10));
    assertThatThrownBy(() -> TestAgent.read(source, TestAgent.trigger(), time))
        .isInstanceOf(UnexpectedResponseException.class);
    assertThat(agent.requests()).isEqualTo(4);
  }

  @Test
  void leavesAnAgentAloneThatKeepsFailing() {
    source.close();
    source = source(ClusterAgentOptions.builder().retries(0).build());
    fetch();
    agent.answer(DOWN);
    advance(Duration.ofMinutes(1));
    for (int i = 0; i < 10; i++) {
      fetch();
    }
    assertThat(agent.requests()).isEqualTo(11);
    assertThat(fetch().staleCause().orElseThrow())
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("keeps failing");
    assertThat(agent.requests()).isEqualTo(11);
    agent.answer(TestAgent.value("3"));
    advance(Duration.ofSeconds(11));
    assertThat(value(fetch())).isEqualTo(3);
  }

  @Test
  void triggersThatCanNeverBeReadShutNobodyOut() {
    AgentTls elsewhere = TestAgent.tls(false, Optional.empty(), Optional.of("elsewhere"));
    SecretSupplier broken =
        () -> {
          throw new IllegalStateException("no token today");
        };
    for (int i = 0; i < 30; i++) {
      ClusterAgentTrigger distrusting = TestAgent.trigger("a", elsewhere, Optional.empty(), 5000);
      ClusterAgentTrigger tokenless =
          TestAgent.trigger("a", TestAgent.SYSTEM, Optional.of(broken), 5000);
      assertThatThrownBy(() -> TestAgent.read(source, distrusting, time))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("TLS failed");
      assertThatThrownBy(() -> TestAgent.read(source, tokenless, time))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("can't be had");
    }
    assertThat(agent.requests()).isZero();
    assertThat(value(fetch())).isEqualTo(2);
  }

  @Test
  void eachReaderHasItsOwnTimeAndItsOwnEnd() {
    source.close();
    source = systemTimeSource();
    agent.stall();
    CompletableFuture<MetricAnswer> hasty = TestAgent.fetch(source, trigger(100));
    CompletableFuture<MetricAnswer> patient = TestAgent.fetch(source, trigger(20_000));
    CompletableFuture<MetricAnswer> cancelled = TestAgent.fetch(source, trigger(20_000));
    CompletableFuture<MetricAnswer> completed = TestAgent.fetch(source, trigger(20_000));
    cancelled.cancel(true);
    completed.completeExceptionally(new IllegalStateException("the caller's own"));
    assertThat(hasty)
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(TransportException.class)
        .withMessageContaining("answer within");
    assertThat(patient).isNotDone();
    agent.release();
    assertThat(patient).succeedsWithin(PATIENCE);
  }

  @Test
  void countsWhatItDoes() {
    fetch();
    fetch();
    fetch(TestAgent.trigger("other"));
    agent.answer(DOWN);
    advance(Duration.ofMinutes(1));
    fetch();
    SourceStatistics counted = source.statistics();
    assertThat(counted.liveQueries()).isEqualTo(2);
    assertThat(counted.reads()).isEqualTo(4);
    assertThat(counted.cacheHits()).isEqualTo(1);
    assertThat(counted.staleAnswers()).isEqualTo(1);
    assertThat(counted.requests()).isEqualTo(5);
    advance(Duration.ofMinutes(11));
    assertThat(source.statistics().liveQueries()).isZero();
    assertThat(source.statistics().forgottenQueries()).isEqualTo(2);
  }

  @Test
  void failsWithTheFaultItselfAndNotWithAWrapper() {
    agent.answer(TestAgent.status(401, "Unauthorized", "Unauthorized"));
    CompletableFuture<Class<?>> seen = new CompletableFuture<>();
    var unused =
        TestAgent.fetch(source, TestAgent.trigger(), time)
            .whenComplete((answer, failure) -> seen.complete(failure.getClass()));
    assertThat(seen).succeedsWithin(PATIENCE).isEqualTo(AuthorizationException.class);
  }

  private MetricAnswer fetch() {
    return fetch(TestAgent.trigger());
  }

  private MetricAnswer fetch(ClusterAgentTrigger trigger) {
    return TestAgent.fetch(source, trigger, time).join();
  }

  private static double value(MetricAnswer answer) {
    return ((Sample) answer.outcome()).value();
  }

  private static ClusterAgentTrigger trigger(int millis) {
    return TestAgent.trigger(TestAgent.SYSTEM, Optional.empty(), millis);
  }

  private ClusterAgentSource source(ClusterAgentOptions options) {
    return ClusterAgentSource.create(TestAgent.context(time), trusting(options));
  }

  private ClusterAgentSource systemTimeSource() {
    return ClusterAgentSource.create(TestAgent.context(), trusting(ClusterAgentOptions.defaults()));
  }

  private ClusterAgentOptions trusting(ClusterAgentOptions options) {
    return options.toBuilder()
        .endpoint(agent.byName())
        .trust(AgentTrust.ca(authority.certificatePem()))
        .build();
  }

  private void advance(Duration by) {
    time.advance(by);
  }
}
