package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.AgentTls;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailoverTest {

  private static final MockResponse DOWN =
      new MockResponse.Builder().code(503).body("starting").build();

  private final AtomicLong nanos = new AtomicLong();
  private TestAgent first;
  private TestAgent second;
  private ClusterAgentSource source;

  @BeforeEach
  void start() throws IOException {
    HeldCertificate authority = TestAgent.authority();
    first = new TestAgent(TestAgent.signedBy(authority, "localhost"));
    second = new TestAgent(TestAgent.signedBy(authority, "localhost"));
    source =
        ClusterAgentSource.create(
            TestAgent.context(new Clock()),
            ClusterAgentOptions.defaults()
                .withEndpoints(List.of(first.byName(), second.byName()))
                .withTrust(AgentTrust.ca(authority.certificatePem())));
  }

  @AfterEach
  void stop() {
    source.close();
    first.close();
    second.close();
  }

  @Test
  void asksTheFirstWhileItAnswers() {
    readTimes(3);
    assertAsked(3, 0);
  }

  @Test
  void asksTheNextAndRemembersForAWhile() {
    first.answer(DOWN);
    readTimes(3);
    assertAsked(1, 3);
    nanos.addAndGet(AgentPeer.MEMORY.toNanos());
    readTimes(2);
    assertAsked(2, 5);
    first.answer(TestAgent.value("2"));
    nanos.addAndGet(AgentPeer.MEMORY.toNanos());
    readTimes(2);
    assertAsked(4, 5);
  }

  @Test
  void leavesTimeForTheNextWhenOneStalls() {
    first.stall();
    assertThat(TestAgent.read(source, TestAgent.trigger(AgentTls.SYSTEM, Optional.empty(), 1000)))
        .isInstanceOf(Sample.class);
  }

  @Test
  void takesARefusalAsAnAnswer() {
    first.answer(
        TestAgent.status(
            500, "InternalError", "Internal error occurred: DatadogMetric not found for x"));
    assertThatThrownBy(() -> TestAgent.read(source, TestAgent.trigger()))
        .isInstanceOf(QueryRejectedException.class);
    assertAsked(1, 0);
  }

  @Test
  void failsWithTheLastFaultWhenAllAreDown() {
    first.answer(DOWN);
    second.answer(DOWN);
    assertThatThrownBy(() -> TestAgent.read(source, TestAgent.trigger()))
        .isInstanceOf(UnexpectedResponseException.class);
    assertThatThrownBy(() -> TestAgent.read(source, TestAgent.trigger()))
        .isInstanceOf(UnexpectedResponseException.class);
    assertAsked(2, 2);
  }

  private void readTimes(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(TestAgent.read(source, TestAgent.trigger())).isInstanceOf(Sample.class);
    }
  }

  private void assertAsked(int ofFirst, int ofSecond) {
    assertThat(List.of(first.requests(), second.requests())).containsExactly(ofFirst, ofSecond);
  }

  /** Stands still unless moved; the timeouts of requests are OkHttp's and real. */
  private final class Clock implements TimeSource {

    @Override
    public long nanoTime() {
      return nanos.get();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(Duration.ofNanos(nanos.get()));
    }
  }
}
