package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A metric that a healthy agent never answers delays no other. The time stands still between the
 * steps, so a reader that waits for another one waits for ever.
 */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Each test calls start() first.
class HangingMetricTest {

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:00:30Z"));
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch end = new CountDownLatch(1);
  private TestAgent agent;
  private ClusterAgentSource source;

  private void start(boolean http2) throws Exception {
    HeldCertificate authority = TestAgent.authority();
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"), 0, http2);
    agent.answer(this::answer);
    source =
        ClusterAgentSource.create(
            SourceContext.builder(time, time, Runnable::run).build(),
            AgentReads.uncached().toBuilder()
                .endpoint(agent.byName())
                .http2(http2)
                .trust(AgentTrust.ca(authority.certificatePem()))
                .build());
  }

  @AfterEach
  void stop() {
    source.close();
    end.countDown();
    agent.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesTheConnectionToTheOthersWhenItsTimeIsOver(boolean http2) throws Exception {
    start(http2);
    givesTwo(read("first"));
    CompletableFuture<MetricAnswer> slow = hang();
    givesTwo(read("beside"));
    time.advance(AgentReads.trigger().timeout());
    assertThat(slow).isCompletedExceptionally();
    var unused = hang();
    givesTwo(read("beside"));
    if (http2) {
      assertThat(agent.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void letsTheOthersInEvenIfItOpenedTheConnection(boolean http2) throws Exception {
    start(http2);
    CountDownLatch handshakes = agent.holdHandshakes();
    CompletableFuture<MetricAnswer> slow = read("slow");
    CompletableFuture<MetricAnswer> waiting = read("beside");
    handshakes.countDown();
    givesTwo(waiting);
    givesTwo(read("beside"));
    assertThat(slow).isNotDone();
    if (http2) {
      assertThat(agent.connections()).isEqualTo(1);
    }
  }

  private MockResponse answer(RecordedRequest request) {
    if (request.getUrl().encodedPath().contains("slow")) {
      arrived.release();
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return AgentAnswers.value("2");
  }

  /** Reads a metric that is never answered, and waits until the agent has the request. */
  private CompletableFuture<MetricAnswer> hang() throws InterruptedException {
    CompletableFuture<MetricAnswer> read = read("slow");
    assertThat(arrived.tryAcquire(AgentReads.BACKSTOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return read;
  }

  private CompletableFuture<MetricAnswer> read(String metric) {
    return AgentReads.fetch(source, AgentReads.trigger(metric), time);
  }

  private static void givesTwo(CompletableFuture<MetricAnswer> read) {
    assertThat(read)
        .succeedsWithin(Duration.ofSeconds(10))
        .extracting(answer -> ((Sample) answer.outcome()).value())
        .isEqualTo(2.0);
  }
}
