package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.QueryRejectedException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.AgentError;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailoverTest {

  private static final int IN_A_ROW = 10;
  private static final DatadogAnswer LIMITED =
      DatadogAnswer.of(429, "busy").header("Retry-After", "30");
  private static final Duration LEFT_ALONE = Duration.ofMillis(10_001);

  private final AgentCalls agents = new AgentCalls();
  private DatadogAnswer first = AgentCalls.value("1");
  private DatadogAnswer second = AgentCalls.value("2");
  private ClusterAgentSource source;

  @BeforeEach
  void start() {
    agents.answer(request -> request.url().host().equals("first") ? first : second);
    source =
        agents.source(
            AgentReads.uncached().toBuilder()
                .endpoints(List.of(URI.create("https://first"), URI.create("https://second")))
                .build());
  }

  @AfterEach
  void stop() {
    source.close();
  }

  @Test
  void asksTheFirstWhileItAnswers() {
    readTimes(3);
    assertAsked(3, 0);
  }

  @Test
  void asksTheNextAndSkipsOneThatKeepsFailing() {
    first = AgentCalls.DOWN;
    readTimes(IN_A_ROW);
    assertAsked(IN_A_ROW, IN_A_ROW);
    readTimes(3);
    assertAsked(IN_A_ROW, IN_A_ROW + 3);
    agents.time().advance(LEFT_ALONE);
    readTimes(2);
    assertAsked(IN_A_ROW + 1, IN_A_ROW + 5);
    first = AgentCalls.value("1");
    agents.time().advance(LEFT_ALONE);
    readTimes(2);
    assertAsked(IN_A_ROW + 3, IN_A_ROW + 5);
  }

  @Test
  void keepsUsingOneThatAnswersSometimes() {
    AtomicInteger count = new AtomicInteger();
    agents.answer(
        request ->
            request.url().host().equals("first") && count.incrementAndGet() % IN_A_ROW != 0
                ? AgentCalls.DOWN
                : second);
    readTimes(3 * IN_A_ROW);
    assertAsked(3 * IN_A_ROW, 3 * (IN_A_ROW - 1));
  }

  @Test
  void leavesTimeForTheNextWhenOneStalls() {
    agents.stall();
    var read = agents.start(source, AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), 1000));
    agents.time().advance(Duration.ofMillis(499));
    assertAsked(1, 0);
    agents.time().advance(Duration.ofMillis(1));
    assertAsked(1, 1);
    agents.release();
    assertThat(agents.await(read).outcome()).isInstanceOf(Sample.class);
  }

  @Test
  void countsARefusalAsAnAnswer() {
    first =
        AgentCalls.status(
            500, "InternalError", "Internal error occurred: DatadogMetric not found for x");
    assertThatThrownBy(() -> agents.read(source, AgentReads.trigger()))
        .isInstanceOf(QueryRejectedException.class);
    assertAsked(1, 0);
  }

  @Test
  void failsWithTheLastFaultWhenAllAreDown() {
    first = AgentCalls.DOWN;
    second = AgentCalls.DOWN;
    for (int i = 0; i < IN_A_ROW; i++) {
      assertThatThrownBy(() -> agents.read(source, AgentReads.trigger()))
          .isInstanceOf(UnexpectedResponseException.class);
    }
    assertThatThrownBy(() -> agents.read(source, AgentReads.trigger()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("keeps failing");
    assertAsked(IN_A_ROW, IN_A_ROW);
  }

  @Test
  void asksTheOtherWhileOneLimitsItsRequests() {
    first = LIMITED;
    readTimes(5);
    assertAsked(1, 5);
    first = AgentCalls.value("1");
    agents.time().advance(Duration.ofSeconds(30));
    readTimes(2);
    assertAsked(3, 5);
  }

  @Test
  void failsWithTheLimitIfAllLimitTheirRequests() {
    first = LIMITED;
    second = LIMITED;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> agents.read(source, AgentReads.trigger()))
          .isInstanceOf(RateLimitedException.class);
    }
    assertAsked(1, 1);
  }

  /** All agents of a cluster share it. */
  @Test
  void asksNoOtherAboutDatadogsLimit() {
    first =
        AgentCalls.status(
            500, "InternalError", "Internal error occurred: " + AgentError.RATE_LIMITED.message());
    assertThatThrownBy(() -> agents.read(source, AgentReads.trigger()))
        .isInstanceOf(RateLimitedException.class);
    assertAsked(1, 0);
  }

  @Test
  void asksTheFirstWhileTheOtherWantsAPause() {
    first = AgentCalls.DOWN;
    second = AgentCalls.DOWN.header("Retry-After", "300");
    assertThatThrownBy(() -> agents.read(source, AgentReads.trigger()))
        .isInstanceOf(UnexpectedResponseException.class);
    first = AgentCalls.value("1");
    readTimes(3);
    assertAsked(4, 1);
  }

  @Test
  void asksTheOtherWhileTheFirstWantsAPause() {
    first = AgentCalls.DOWN.header("Retry-After", "30");
    readTimes(1);
    agents.time().advance(Duration.ofSeconds(29));
    readTimes(3);
    assertAsked(1, 4);
    first = AgentCalls.value("1");
    agents.time().advance(Duration.ofSeconds(1));
    readTimes(2);
    assertAsked(3, 4);
  }

  @Test
  void asksNoneWhileAllWantAPause() {
    first = AgentCalls.DOWN.header("Retry-After", "30");
    second = AgentCalls.DOWN.header("Retry-After", "60");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> agents.read(source, AgentReads.trigger()))
          .isInstanceOf(UnexpectedResponseException.class);
    }
    assertAsked(1, 1);
    first = AgentCalls.value("1");
    agents.time().advance(Duration.ofSeconds(30));
    readTimes(1);
    assertAsked(2, 1);
  }

  @Test
  void asksTheOtherForAMetricThatTheFirstWantsToPause() {
    agents.answer(
        request ->
            request.url().host().equals("first") && request.url().encodedPath().endsWith("paused")
                ? AgentCalls.DOWN.header("Retry-After", "30")
                : second);
    for (int i = 0; i < 3; i++) {
      agents.read(source, AgentReads.trigger("paused"));
    }
    assertAsked(1, 3);
    agents.read(source, AgentReads.trigger("another"));
    assertAsked(2, 3);
  }

  private void readTimes(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(agents.read(source, AgentReads.trigger())).isInstanceOf(Sample.class);
    }
  }

  private void assertAsked(int ofFirst, int ofSecond) {
    assertThat(List.of(agents.requestsTo("first"), agents.requestsTo("second")))
        .containsExactly(ofFirst, ofSecond);
  }
}
