package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricOutcome.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailoverTest {

  private static final MockResponse DOWN =
      new MockResponse.Builder().code(503).body("starting").build();

  private static final int IN_A_ROW = 10;
  private static final Duration LEFT_ALONE = Duration.ofMillis(10_001);

  // The timeouts of requests are OkHttp's, and real.
  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);
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
            TestAgent.context(time),
            TestAgent.uncached().toBuilder()
                .endpoints(List.of(first.byName(), second.byName()))
                .freshFor(Duration.ZERO)
                .staleFor(Duration.ZERO)
                .retries(0)
                .trust(AgentTrust.ca(authority.certificatePem()))
                .build());
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
  void asksTheNextAndLeavesOneAloneThatKeepsFailing() {
    first.answer(DOWN);
    readTimes(IN_A_ROW);
    assertAsked(IN_A_ROW, IN_A_ROW);
    readTimes(3);
    assertAsked(IN_A_ROW, IN_A_ROW + 3);
    time.advance(LEFT_ALONE);
    readTimes(2);
    assertAsked(IN_A_ROW + 1, IN_A_ROW + 5);
    first.answer(TestAgent.value("2"));
    time.advance(LEFT_ALONE);
    readTimes(2);
    assertAsked(IN_A_ROW + 3, IN_A_ROW + 5);
  }

  @Test
  void goesOnWithOneThatAnswersNowAndThen() {
    AtomicInteger count = new AtomicInteger();
    first.answer(request -> count.incrementAndGet() % IN_A_ROW == 0 ? TestAgent.value("2") : DOWN);
    readTimes(3 * IN_A_ROW);
    assertAsked(3 * IN_A_ROW, 3 * (IN_A_ROW - 1));
  }

  @Test
  void leavesTimeForTheNextWhenOneStalls() {
    first.stall();
    assertThat(TestAgent.read(source, TestAgent.trigger(TestAgent.SYSTEM, Optional.empty(), 1000)))
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
  void failsWithTheLastFaultWhenAllAreDownAndThenWithoutAsking() {
    first.answer(DOWN);
    second.answer(DOWN);
    for (int i = 0; i < IN_A_ROW; i++) {
      assertThatThrownBy(() -> TestAgent.read(source, TestAgent.trigger()))
          .isInstanceOf(UnexpectedResponseException.class);
    }
    assertThatThrownBy(() -> TestAgent.read(source, TestAgent.trigger()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("keeps failing");
    assertAsked(IN_A_ROW, IN_A_ROW);
  }

  @Test
  void asksTheNextWhenACertificateIsNotTrusted() {
    first.show(TestAgent.signedBy(TestAgent.authority(), "localhost"));
    readTimes(2 * IN_A_ROW);
    assertAsked(0, 2 * IN_A_ROW);
  }

  private void readTimes(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(TestAgent.read(source, TestAgent.trigger())).isInstanceOf(Sample.class);
    }
  }

  private void assertAsked(int ofFirst, int ofSecond) {
    assertThat(List.of(first.requests(), second.requests())).containsExactly(ofFirst, ofSecond);
  }
}
