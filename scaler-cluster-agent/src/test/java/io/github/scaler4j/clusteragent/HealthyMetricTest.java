package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A metric beside others that fail, or an agent that fails for all, in virtual time. */
class HealthyMetricTest {

  private static final int READS = 200;
  private static final int FLEET = 50;
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final AgentCalls agent = new AgentCalls();

  /** How a metric fails while the agent works. */
  private enum Fault {
    REFUSED(30_000),
    /** Less than the agent takes. */
    TOO_LATE(5);

    private final long millis;

    Fault(long millis) {
      this.millis = millis;
    }

    ClusterAgentTrigger trigger(int i) {
      return AgentReads.trigger("bad" + i, AgentReads.SYSTEM, Optional.empty(), millis);
    }
  }

  static Stream<Arguments> badOnes() {
    return Stream.of(Fault.values())
        .flatMap(
            fault ->
                Stream.of(1, 2, 3, 4, 5, 12)
                    .flatMap(
                        bad -> Stream.of(0, 2).map(retries -> Arguments.of(fault, bad, retries))));
  }

  private ClusterAgentSource source(int retries) {
    return agent.source(AgentReads.uncached().toBuilder().retries(retries).build());
  }

  private void refuseBadOnes() {
    agent.answer(
        request ->
            request.url().encodedPath().contains("bad")
                ? DatadogAnswer.of(503, "unavailable")
                : AgentCalls.value("2"));
  }

  private static boolean isAnswered(CompletableFuture<MetricAnswer> read) {
    return read.isDone() && !read.isCompletedExceptionally();
  }

  @ParameterizedTest
  @MethodSource("badOnes")
  void isReadBesideBadOnesThatAskBefore(Fault fault, int bad, int retries) {
    refuseBadOnes();
    int healthy = 0;
    try (ClusterAgentSource source = source(retries)) {
      for (int round = 0; round < READS; round++) {
        for (int i = 0; i < bad; i++) {
          var unused = agent.start(source, fault.trigger(i));
          agent.time().advance(Duration.ofSeconds(1));
        }
        CompletableFuture<MetricAnswer> good = agent.start(source, AgentReads.trigger("good"));
        agent.time().advance(Duration.ofSeconds(5));
        healthy += isAnswered(good) ? 1 : 0;
      }
    }
    assertThat(healthy).isEqualTo(READS);
  }

  @ParameterizedTest
  @MethodSource("badOnes")
  void isReadTogetherWithBadOnes(Fault fault, int bad, int retries) {
    refuseBadOnes();
    int healthy = 0;
    try (ClusterAgentSource source = source(retries)) {
      for (int round = 0; round < READS; round++) {
        for (int i = 0; i < bad; i++) {
          var unused = agent.start(source, fault.trigger(i));
        }
        CompletableFuture<MetricAnswer> good = agent.start(source, AgentReads.trigger("good"));
        agent.time().advance(Duration.ofSeconds(15));
        healthy += isAnswered(good) ? 1 : 0;
      }
    }
    assertThat(healthy).isEqualTo(READS);
  }

  /** Everything fails for a while, and some metrics go on failing. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 12})
  void isReadAgainAfterAnOutage(int bad) {
    List<Integer> healthy = new ArrayList<>();
    try (ClusterAgentSource source = source(2)) {
      agent.answer(AgentCalls.DOWN);
      for (int round = 0; round < 40; round++) {
        if (round == 20) {
          refuseBadOnes();
        }
        for (int i = 0; i < bad; i++) {
          var unused = agent.start(source, Fault.REFUSED.trigger(i));
        }
        CompletableFuture<MetricAnswer> good = agent.start(source, AgentReads.trigger("good"));
        agent.time().advance(Duration.ofSeconds(15));
        if (isAnswered(good)) {
          healthy.add(round);
        }
      }
    }
    // Each of them may take a trial before.
    assertThat(healthy).hasSizeBetween(20 - bad, 20);
    assertThat(healthy).last().isEqualTo(39);
  }

  @Nested
  class AnAgentThatIsDown {

    private int requestsInTenMinutes(DatadogAnswer fault) {
      agent.answer(fault);
      List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
      try (ClusterAgentSource source = source(0)) {
        int perSecond = FLEET / 10;
        for (int second = 0; second < TEN_MINUTES.toSeconds(); second++) {
          for (int i = 0; i < perSecond; i++) {
            int metric = (second * perSecond + i) % FLEET;
            reads.add(agent.start(source, AgentReads.trigger("m" + metric)));
          }
          agent.time().advance(Duration.ofSeconds(1));
          assertThat(reads).as("failed at once").allMatch(CompletableFuture::isDone);
          reads.clear();
        }
      }
      return agent.requests();
    }

    @Test
    void getsOneTrialPerPeriodIfNobodyConnects() {
      assertThat(requestsInTenMinutes(DatadogAnswer.broken())).isBetween(10 + 25, 10 + 60);
    }

    @Test
    void getsOneMoreOfEachMetricIfItAnswers() {
      assertThat(requestsInTenMinutes(AgentCalls.DOWN)).isBetween(FLEET + 25, FLEET + 60);
    }
  }
}
