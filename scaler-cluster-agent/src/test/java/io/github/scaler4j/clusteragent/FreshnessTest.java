package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.NoData;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceStatistics;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the agent gets requests, and which value replaces a missing one. */
class FreshnessTest {

  private final AgentCalls agent = new AgentCalls();
  private ClusterAgentSource source = agent.source(ClusterAgentOptions.defaults());

  @AfterEach
  void stop() {
    source.close();
  }

  @Test
  void asksAgainWhenTheValueIsNoLongerFresh() {
    MetricAnswer first = fetch();
    advance(Duration.ofSeconds(14));
    agent.answer(AgentCalls.value("3"));
    assertThat(value(fetch())).isEqualTo(2);
    assertThat(fetch().age()).isEqualTo(Duration.ofSeconds(14));
    assertThat(agent.requests()).isEqualTo(1);
    advance(Duration.ofSeconds(1));
    assertThat(first.freshUntilNanos()).isEqualTo(agent.time().nanoTime());
    assertThat(value(fetch())).isEqualTo(3);
    assertThat(agent.requests()).isEqualTo(2);
  }

  @Test
  void asksOnceForSimultaneousReaders() {
    configure(ClusterAgentOptions.builder().freshFor(Duration.ZERO).build());
    agent.stall();
    List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      reads.add(agent.start(source, AgentReads.trigger()));
    }
    agent.release();
    for (CompletableFuture<MetricAnswer> read : reads) {
      assertThat(read).isCompleted();
    }
    assertThat(agent.requests()).isEqualTo(1);
    fetch();
    fetch();
    assertThat(agent.requests()).isEqualTo(3);
  }

  @Test
  void sharesOnlyWhatIsTheSameRead() {
    AgentTls unsafe = AgentReads.tls(true, Optional.empty(), Optional.empty());
    Optional<SecretSupplier> token = Optional.of(Secret.of("a"));
    fetch(AgentReads.trigger("a", AgentReads.SYSTEM, token, 5000));
    fetch(AgentReads.trigger("a", AgentReads.SYSTEM, Optional.of(Secret.of("a")), 4000));
    assertThat(agent.requests()).isEqualTo(1);
    fetch(AgentReads.trigger("b", AgentReads.SYSTEM, token, 5000));
    fetch(AgentReads.trigger("a", AgentReads.SYSTEM, Optional.of(Secret.of("b")), 5000));
    fetch(AgentReads.trigger("a", AgentReads.SYSTEM, Optional.empty(), 5000));
    fetch(AgentReads.trigger("a", unsafe, token, 5000));
    assertThat(agent.requests()).isEqualTo(5);
  }

  @Test
  void keepsNoDataAsAValue() {
    agent.answer(
        AgentCalls.status(500, "InternalError", "DatadogMetric is invalid, missing error details"));
    assertThat(fetch().outcome()).isInstanceOf(NoData.class);
    assertThat(fetch().outcome()).isInstanceOf(NoData.class);
    assertThat(agent.requests()).isEqualTo(1);
  }

  @Test
  void keepsNoFailure() {
    agent.answer(AgentCalls.status(401, "Unauthorized", "Unauthorized"));
    for (int i = 1; i <= 3; i++) {
      assertThatThrownBy(() -> agent.read(source, AgentReads.trigger()))
          .isInstanceOf(AuthorizationException.class);
      assertThat(agent.requests()).isEqualTo(i);
    }
    agent.answer(AgentCalls.value("2"));
    assertThat(value(fetch())).isEqualTo(2);
  }

  @Test
  void returnsTheLastValueWithItsCause() {
    fetch();
    agent.answer(AgentCalls.DOWN);
    advance(Duration.ofMinutes(4));
    MetricAnswer stale = fetch();
    assertThat(value(stale)).isEqualTo(2);
    assertThat(stale.age()).isBetween(Duration.ofMinutes(4), Duration.ofSeconds(241));
    assertThat(stale.staleCause().orElseThrow()).isInstanceOf(UnexpectedResponseException.class);
    advance(Duration.ofMinutes(1));
    assertThatThrownBy(() -> agent.read(source, AgentReads.trigger()))
        .isInstanceOf(UnexpectedResponseException.class);
  }

  @Test
  void retriesOnlyTransientFaults() {
    AtomicInteger count = new AtomicInteger();
    agent.answer(request -> count.incrementAndGet() < 3 ? AgentCalls.DOWN : AgentCalls.value("2"));
    assertThat(value(fetch())).isEqualTo(2);
    assertThat(agent.requests()).isEqualTo(3);
    agent.answer(AgentCalls.status(404, "NotFound", "no such path"));
    advance(Duration.ofMinutes(10));
    assertThatThrownBy(() -> agent.read(source, AgentReads.trigger()))
        .isInstanceOf(UnexpectedResponseException.class);
    assertThat(agent.requests()).isEqualTo(4);
  }

  @Test
  void opensTheCircuitOfAnAgentThatKeepsFailing() {
    configure(ClusterAgentOptions.builder().retries(0).build());
    fetch();
    agent.answer(AgentCalls.DOWN);
    advance(Duration.ofMinutes(1));
    for (int i = 0; i < 10; i++) {
      fetch();
    }
    assertThat(agent.requests()).isEqualTo(11);
    assertThat(fetch().staleCause().orElseThrow())
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("keeps failing");
    assertThat(agent.requests()).isEqualTo(11);
    agent.answer(AgentCalls.value("3"));
    advance(Duration.ofSeconds(11));
    assertThat(value(fetch())).isEqualTo(3);
  }

  @Test
  void keepsOthersWorkingWithoutAToken() {
    SecretSupplier broken =
        () -> {
          throw new IllegalStateException("no token today");
        };
    ClusterAgentTrigger tokenless =
        AgentReads.trigger("a", AgentReads.SYSTEM, Optional.of(broken), 5000);
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(() -> agent.read(source, tokenless))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("not available");
    }
    assertThat(agent.requests()).isZero();
    assertThat(value(fetch())).isEqualTo(2);
  }

  @Test
  void keepsReadersApart() {
    agent.stall();
    CompletableFuture<MetricAnswer> hasty = start(100);
    CompletableFuture<MetricAnswer> patient = start(20_000);
    CompletableFuture<MetricAnswer> cancelled = start(20_000);
    CompletableFuture<MetricAnswer> completed = start(20_000);
    cancelled.cancel(true);
    completed.completeExceptionally(new IllegalStateException("the caller's own"));
    advance(Duration.ofMillis(99));
    assertThat(hasty).isNotDone();
    advance(Duration.ofMillis(1));
    assertThat(hasty)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(TransportException.class)
        .withMessageContaining("answer within");
    assertThat(patient).isNotDone();
    agent.release();
    assertThat(agent.await(patient).outcome()).isInstanceOf(Sample.class);
  }

  @Test
  void asksForATokenWhereItBlocksOnlyItsReader() {
    List<Runnable> handedOver = new ArrayList<>();
    source.close();
    source = agent.source(ClusterAgentOptions.defaults(), handedOver::add);
    CompletableFuture<MetricAnswer> slow =
        agent.start(
            source,
            AgentReads.trigger("a", AgentReads.SYSTEM, Optional.of(() -> Secret.of("t")), 1000));
    assertThat(value(fetch())).isEqualTo(2);
    advance(Duration.ofSeconds(1));
    assertThat(slow)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(TransportException.class);
    assertThat(handedOver).isNotEmpty();
    assertThat(agent.requests()).isEqualTo(1);
  }

  @Test
  void countsItsWork() {
    fetch();
    fetch();
    fetch(AgentReads.trigger("other"));
    agent.answer(AgentCalls.DOWN);
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
  void failsWithTheFaultItself() {
    agent.answer(AgentCalls.status(401, "Unauthorized", "Unauthorized"));
    CompletableFuture<Class<?>> seen = new CompletableFuture<>();
    var unused =
        agent
            .start(source, AgentReads.trigger())
            .whenComplete((answer, failure) -> seen.complete(failure.getClass()));
    advance(Duration.ofSeconds(1));
    assertThat(seen).isCompletedWithValue(AuthorizationException.class);
  }

  private MetricAnswer fetch() {
    return fetch(AgentReads.trigger());
  }

  private MetricAnswer fetch(ClusterAgentTrigger trigger) {
    return agent.fetch(source, trigger);
  }

  private CompletableFuture<MetricAnswer> start(int millis) {
    return agent.start(source, AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), millis));
  }

  private static double value(MetricAnswer answer) {
    return ((Sample) answer.outcome()).value();
  }

  private void configure(ClusterAgentOptions options) {
    source.close();
    source = agent.source(options);
  }

  private void advance(Duration by) {
    agent.time().advance(by);
  }
}
