package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.fixtures.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are under way together and all get 429. */
class RateLimitBurstTest {

  private static final Optional<Duration> NONE = Optional.empty();

  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);
  private final RateLimitPause pause = new RateLimitPause("agent", time);

  private void limit(int requests, Duration apart) {
    List<Long> passes = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      passes.add(pause.enter());
    }
    for (int i = 0; i < requests; i++) {
      time.advance(i == 0 ? Duration.ZERO : apart);
      pause.onLimited(passes.get(i), NONE);
    }
  }

  private void assertPausedUntil(Instant end) {
    time.advance(Duration.between(time.now(), end).minusNanos(1));
    assertThat(pause.refusal()).isNotNull();
    time.advance(Duration.ofNanos(1));
    assertThat(pause.refusal()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "2, 1", "3, 1", "50, 1", "3, 400"})
  void pauseTheAgentAsOneDoes(int requests, int millisApart) {
    Instant start = time.now();
    limit(requests, Duration.ofMillis(millisApart));
    assertPausedUntil(start.plusSeconds(1));
  }

  @Test
  void doubleThePauseOncePerBurst() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      Instant start = time.now();
      long trial = pause.enter();
      pause.onLimited(trial, NONE);
      pause.onLimited(trial, NONE);
      pause.onLimited(trial, NONE);
      assertPausedUntil(start.plusSeconds(seconds));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 30, 300})
  void makeThePauseAsLongAsOneOfThemAsks(int seconds) {
    Instant start = time.now();
    long pass = pause.enter();
    pause.onLimited(pass, NONE);
    pause.onLimited(pass, Optional.of(Duration.ofSeconds(seconds)));
    pause.onLimited(pass, NONE);
    assertPausedUntil(start.plusSeconds(seconds));
  }

  @Test
  void doNotMakeThePauseShorter() {
    Instant start = time.now();
    long pass = pause.enter();
    pause.onLimited(pass, Optional.of(Duration.ofSeconds(30)));
    pause.onLimited(pass, Optional.of(Duration.ofSeconds(2)));
    assertPausedUntil(start.plusSeconds(30));
  }

  /** It tells nothing of the agent's state after the trial. */
  @Test
  void doNotPauseTheAgentAfterATrialWasAnswered() {
    long late = pause.enter();
    pause.onLimited(pause.enter(), NONE);
    time.advance(Duration.ofSeconds(1));
    pause.onAnswer(pause.enter());
    pause.onLimited(late, NONE);
    assertThat(pause.refusal()).isNull();
    long next = pause.enter();
    Instant start = time.now();
    pause.onLimited(next, NONE);
    assertPausedUntil(start.plusSeconds(1));
  }

  @Test
  void pauseTheAgentForASecondInReads() {
    AgentCalls agent = new AgentCalls();
    try (ClusterAgentSource source = agent.source(AgentReads.uncached())) {
      agent.answer(DatadogAnswer.of(429, "busy"));
      var reads =
          Stream.of("a", "b", "c")
              .map(name -> agent.start(source, AgentReads.trigger(name)))
              .toList();
      agent.time().advance(Duration.ofMillis(10));
      assertThat(reads)
          .allSatisfy(
              read ->
                  assertThat(read)
                      .failsWithin(Duration.ZERO)
                      .withThrowableThat()
                      .withCauseInstanceOf(RateLimitedException.class));
      agent.answer(AgentCalls.value("2"));
      agent.time().advance(Duration.ofSeconds(1));
      assertThat(agent.fetch(source, AgentReads.trigger("d"))).isNotNull();
    }
  }
}
