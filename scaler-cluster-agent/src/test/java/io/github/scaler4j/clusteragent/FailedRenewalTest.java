package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.fixtures.DatadogAnswer;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent refuses a token, and no other one can be had. */
@NullMarked
class FailedRenewalTest {

  private static final DatadogAnswer REFUSED = AgentCalls.status(401, "Unauthorized", "expired");

  private final AgentCalls agent = new AgentCalls();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger run = new AtomicInteger();

  /** What becomes of the second call of the supplier. */
  private enum Renewal {
    THROWS,
    IS_DROPPED,
    IS_REJECTED
  }

  private SecretSupplier supplier(Renewal renewal) {
    return () -> {
      if (asked.incrementAndGet() % 2 == 0 && renewal == Renewal.THROWS) {
        throw new IllegalStateException("the file is gone");
      }
      return Secret.of("a");
    };
  }

  private Executor executor(Renewal renewal) {
    return task -> {
      boolean second = run.incrementAndGet() % 2 == 0;
      if (second && renewal == Renewal.IS_REJECTED) {
        throw new RejectedExecutionException("full");
      }
      if (!second || renewal == Renewal.THROWS) {
        task.run();
      }
    };
  }

  private ClusterAgentSource source(Renewal renewal) {
    return agent.source(
        AgentReads.uncached().toBuilder().token(supplier(renewal)).build(), executor(renewal));
  }

  private static ClusterAgentTrigger trigger(String name) {
    return AgentReads.trigger(name, AgentReads.SYSTEM, Optional.empty(), 3_000);
  }

  private void assertRefused(CompletableFuture<MetricAnswer> read) {
    agent.time().advance(Duration.ofSeconds(3));
    assertThat(read)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            AuthorizationException.class,
            refusal ->
                assertThat(refusal.refusal())
                    .isEqualTo(AuthorizationException.Refusal.AGENT_REFUSED_TOKEN))
        .withMessageContaining("expired")
        .satisfies(refusal -> assertThat(refusal.getSuppressed()).hasSize(1));
  }

  @ParameterizedTest
  @EnumSource
  void failsTheReadWithTheRefusal(Renewal renewal) {
    agent.answer(REFUSED);
    try (ClusterAgentSource source = source(renewal)) {
      assertRefused(agent.start(source, trigger("hits")));
      assertThat(agent.requests()).isEqualTo(1);
    }
  }

  @Test
  void closesTheCircuitForAllOthers() {
    try (ClusterAgentSource source = agent.source(AgentReads.uncached())) {
      agent.answer(DatadogAnswer.broken());
      for (int i = 0; i < 10; i++) {
        var unused = agent.start(source, AgentReads.trigger("m" + i));
        agent.time().advance(Duration.ofSeconds(1));
      }
      agent.time().advance(Duration.ofSeconds(10));
      agent.answer(REFUSED);
      assertRefused(
          agent.start(
              source,
              AgentReads.trigger(
                  "hits", AgentReads.SYSTEM, Optional.of(supplier(Renewal.THROWS)), 3_000)));
      agent.answer(AgentCalls.value("2"));
      List<CompletableFuture<MetricAnswer>> reads =
          Stream.of("a", "b", "c")
              .map(name -> agent.start(source, AgentReads.trigger(name)))
              .toList();
      agent.time().advance(Duration.ofSeconds(1));
      assertThat(reads)
          .allSatisfy(
              read ->
                  assertThat(read)
                      .isCompletedWithValueMatching(answer -> answer.outcome() instanceof Sample));
    }
  }
}
