package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  private void readTimes(int times) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> read("a")).isInstanceOf(RateLimitedException.class);
    }
  }

  private MetricAnswer read(String metric) {
    return agent.fetch(source, AgentReads.trigger(metric));
  }
}
