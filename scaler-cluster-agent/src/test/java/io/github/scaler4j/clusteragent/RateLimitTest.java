package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent that answers 429 gets no requests for a while. */
class RateLimitTest {

  private static final DatadogAnswer LIMITED = DatadogAnswer.of(429, "busy");

  private final AgentCalls agent = new AgentCalls();
  private final ClusterAgentSource source = agent.source(AgentReads.uncached());

  @AfterEach
  void stop() {
    source.close();
  }

  @Test
  void isObeyedForAsLongAsItSays() {
    agent.answer(LIMITED.header("Retry-After", "30"));
    readTimes(160);
    assertThat(agent.requests()).isEqualTo(1);
    agent.time().advance(Duration.ofSeconds(29));
    assertThatThrownBy(() -> read("a"))
        .isInstanceOf(RateLimitedException.class)
        .hasMessageContaining("up to 1 s, because it answered 429");
    assertThat(agent.requests()).isEqualTo(1);
    agent.answer(AgentCalls.value("2"));
    agent.time().advance(Duration.ofSeconds(1));
    assertThat(read("a").outcome()).isInstanceOf(Sample.class);
    assertThat(read("b").outcome()).isInstanceOf(Sample.class);
  }

  @Test
  void isTriedByOneRequestWhenItsTimeIsOver() {
    agent.answer(LIMITED.header("Retry-After", "30"));
    readTimes(1);
    agent.time().advance(Duration.ofSeconds(30));
    List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      reads.add(agent.start(source, AgentReads.trigger("m" + i)));
    }
    agent.time().advance(Duration.ofSeconds(6));
    assertThat(reads).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(agent.requests()).isEqualTo(2);
  }

  @Test
  void isAskedAtGrowingIntervalsWithoutATime() {
    agent.answer(LIMITED);
    for (int second = 0; second < 600; second++) {
      readTimes(1);
      agent.time().advance(Duration.ofSeconds(1));
    }
    // After 1, 2, 4 and so on up to 300 seconds.
    assertThat(agent.requests()).isBetween(8, 12);
  }

  @Test
  void isNotPausedForLongerThanFiveMinutes() {
    agent.answer(LIMITED.header("Retry-After", "100000"));
    readTimes(1);
    agent.answer(AgentCalls.value("2"));
    agent.time().advance(Duration.ofMinutes(5));
    assertThat(read("a").outcome()).isInstanceOf(Sample.class);
  }

  @Test
  void doesNotPauseAnotherAgent() {
    agent.answer(LIMITED.header("Retry-After", "30"));
    readTimes(1);
    ClusterAgentTrigger other = AgentReads.triggerOf("other-service", "a");
    agent.answer(AgentCalls.value("2"));
    assertThat(agent.fetch(source, other).outcome()).isInstanceOf(Sample.class);
  }

  /** Each answer except 429, for a request that left before the 429 came. */
  static Stream<DatadogAnswer> otherAnswers() {
    return Stream.of(
        AgentCalls.value("2"),
        DatadogAnswer.of(200, "not a value"),
        DatadogAnswer.of(401, ""),
        DatadogAnswer.of(403, ""),
        DatadogAnswer.of(404, ""),
        AgentCalls.status(500, "InternalError", "Internal error occurred: no serie was found"),
        DatadogAnswer.of(503, ""));
  }

  @ParameterizedTest
  @MethodSource("otherAnswers")
  void isNotForgottenWhenAnEarlierRequestIsAnswered(DatadogAnswer earlier) {
    agent.answer(
        request ->
            request.url().encodedPath().endsWith("limited")
                ? LIMITED.header("Retry-After", "30")
                : earlier);
    CompletableFuture<MetricAnswer> limited = agent.start(source, AgentReads.trigger("limited"));
    CompletableFuture<MetricAnswer> other = agent.start(source, AgentReads.trigger("other"));
    agent.time().advance(Duration.ofMillis(10));
    assertThat(limited).isCompletedExceptionally();
    assertThat(other).isDone();
    assertThatThrownBy(() -> read("c"))
        .isInstanceOf(RateLimitedException.class)
        .hasMessageContaining("because it answered 429");
    agent.time().advance(Duration.ofSeconds(29));
    assertThatThrownBy(() -> read("c")).isInstanceOf(RateLimitedException.class);
    assertThat(agent.requests()).isEqualTo(2);

    agent.answer(AgentCalls.value("2"));
    agent.time().advance(Duration.ofSeconds(1));
    CompletableFuture<MetricAnswer> trial = agent.start(source, AgentReads.trigger("c"));
    CompletableFuture<MetricAnswer> tooEarly = agent.start(source, AgentReads.trigger("d"));
    assertThat(tooEarly).isCompletedExceptionally();
    assertThat(agent.await(trial).outcome()).isInstanceOf(Sample.class);
    assertThat(read("d").outcome()).isInstanceOf(Sample.class);
    assertThat(read("e").outcome()).isInstanceOf(Sample.class);
    assertThat(agent.requests()).isEqualTo(5);
  }

  @Test
  void isNotForgottenAfterItsTimeWhenAnEarlierRequestIsAnswered() {
    agent.stall();
    CompletableFuture<MetricAnswer> slow = agent.start(source, AgentReads.trigger("slow"));
    agent.resume();
    agent.answer(LIMITED);
    for (int second = 0; second < 8; second++) {
      readTimes(1);
      agent.time().advance(Duration.ofSeconds(1));
    }
    // The fourth pause, which lasts for eight seconds.
    assertThat(agent.requests()).isEqualTo(5);
    agent.answer(AgentCalls.value("2"));
    agent.release();
    assertThat(slow).isCompleted();
    readTimes(1);
    assertThat(agent.requests()).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("otherAnswers")
  void endsWithAnyOtherAnswerToATrial(DatadogAnswer answer) {
    agent.answer(LIMITED.header("Retry-After", "30"));
    readTimes(1);
    agent.time().advance(Duration.ofSeconds(30));
    agent.answer(answer);
    agent.await(agent.start(source, AgentReads.trigger("a")).handle((value, fault) -> 0));
    agent.answer(AgentCalls.value("2"));
    assertThat(read("b").outcome()).isInstanceOf(Sample.class);
    assertThat(read("c").outcome()).isInstanceOf(Sample.class);
  }

  @Test
  void doesNotHideThatATrialLostItsConnection() {
    try (ClusterAgentSource patient =
        agent.source(AgentReads.uncached().toBuilder().retries(2).build())) {
      agent.answer(LIMITED.header("Retry-After", "30"));
      assertThatThrownBy(() -> agent.read(patient, AgentReads.trigger("a")))
          .isInstanceOf(RateLimitedException.class);
      agent.time().advance(Duration.ofSeconds(30));
      for (DatadogAnswer fault : List.of(DatadogAnswer.broken(), AgentCalls.DOWN)) {
        agent.answer(fault);
        int before = agent.requests();
        assertThatThrownBy(() -> agent.read(patient, AgentReads.trigger("a")))
            .isInstanceOf(MetricSourceException.class)
            .hasMessageContaining(fault == AgentCalls.DOWN ? "503" : "unexpected end of stream");
        assertThat(agent.requests() - before).isEqualTo(fault == AgentCalls.DOWN ? 3 : 1);
        agent.time().advance(Duration.ofSeconds(1));
      }
    }
  }

  private void readTimes(int times) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> read("a")).isInstanceOf(RateLimitedException.class);
    }
  }

  private MetricAnswer read(String metric) {
    return agent.fetch(source, AgentReads.trigger(metric));
  }
}
