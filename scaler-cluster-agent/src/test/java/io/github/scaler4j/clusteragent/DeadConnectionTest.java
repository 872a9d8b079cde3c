package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.LoopbackProxy;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections whose far side has closed them or disappeared, over both protocols. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Each test calls start() first.
class DeadConnectionTest {

  private static final int POOLED = 11;
  private static final Duration TIMEOUT = AgentReads.trigger().timeout();

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:00:30Z"));
  private TestAgent agent;
  private LoopbackProxy path;
  private ClusterAgentSource source;

  private void start(boolean http2, int retries) throws Exception {
    HeldCertificate authority = TestAgent.authority();
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"), 0, http2);
    path = LoopbackProxy.to(agent.byName());
    source =
        ClusterAgentSource.create(
            SourceContext.builder(time, time, Runnable::run).build(),
            AgentReads.uncached().toBuilder()
                .endpoint(URI.create("https://localhost:" + path.port()))
                .http2(http2)
                .retries(retries)
                .trust(AgentTrust.ca(authority.certificatePem()))
                .build());
    fill(http2);
    assertThat(path.connections()).isEqualTo(http2 ? 1 : POOLED);
  }

  @AfterEach
  void stop() {
    source.close();
    path.close();
    agent.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void costOneTimeoutIfTheyWentSilent(boolean http2) throws Exception {
    start(http2, 0);
    CountDownLatch lost = path.silenceConnections();
    CompletableFuture<MetricAnswer> unlucky = read(100);
    CompletableFuture<MetricAnswer> another = read(101);
    assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
    time.advance(TIMEOUT);
    for (CompletableFuture<MetricAnswer> read : List.of(unlucky, another)) {
      assertThat(read)
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableThat()
          .withCauseInstanceOf(TransportException.class);
    }
    givesTwo(read(102));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void costNoReadIfTheAgentClosedThem(boolean http2) throws Exception {
    start(http2, 2);
    path.closeConnections();
    givesTwo(read(100));
  }

  /**
   * A trigger's timeout may be shorter than any answer takes. The client's own timeout passes in
   * real time, so the read may also end before the agent sees a request.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areNotGivenUpForAReaderWithTooLittleTime(boolean http2) throws Exception {
    start(http2, 0);
    agent.stall();
    int before = agent.requests();
    ClusterAgentTrigger hasty = AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), 900);
    CompletableFuture<MetricAnswer> read = AgentReads.fetch(source, hasty, time);
    while (agent.requests() == before && !read.isDone()) {
      Thread.onSpinWait();
    }
    time.advance(hasty.timeout());
    assertThat(read).isCompletedExceptionally();
    agent.release();
    givesTwo(read(100));
    assertThat(path.connections()).isEqualTo(http2 ? 1 : POOLED);
  }

  private CompletableFuture<MetricAnswer> read(int i) {
    return AgentReads.fetch(source, AgentReads.trigger("metric-" + i), time);
  }

  private void givesTwo(CompletableFuture<MetricAnswer> read) throws Exception {
    assertThat(((Sample) await(read).outcome()).value()).isEqualTo(2);
  }

  /**
   * Lets the injected time pass, but not as much as the read has: on a busy machine the connection
   * may take longer, and must not look dead.
   */
  private MetricAnswer await(CompletableFuture<MetricAnswer> read) throws Exception {
    return time.await(read, TIMEOUT.dividedBy(2));
  }

  /** Opens as many connections at once as the protocol needs. */
  private void fill(boolean http2) throws Exception {
    givesTwo(read(0));
    if (http2) {
      return;
    }
    CountDownLatch arrived = new CountDownLatch(POOLED);
    agent.answer(
        request -> {
          arrived.countDown();
          awaitAll(arrived);
          return AgentAnswers.value("2");
        });
    List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
    for (int i = 0; i < POOLED; i++) {
      reads.add(read(i));
    }
    for (CompletableFuture<MetricAnswer> read : reads) {
      givesTwo(read);
    }
    agent.release();
  }

  private static void awaitAll(CountDownLatch arrived) {
    try {
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
