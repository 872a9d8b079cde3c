package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome;
import io.github.scaler4j.trigger.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One metric's faults affect no other, in virtual time. */
class AgentIsolationTest {

  private final AgentCalls agent = new AgentCalls();

  @Test
  void triesAFailingAgentAgainWhileTheFirstTrialHangs() {
    agent.answer(AgentCalls.DOWN);
    try (ClusterAgentSource source = agent.source(AgentReads.uncached())) {
      for (int i = 0; i < 10; i++) {
        var unused = agent.start(source, AgentReads.trigger("m" + i));
        agent.time().advance(Duration.ofSeconds(1));
      }
      agent.time().advance(Duration.ofSeconds(10));
      agent.stall();
      var patient = AgentReads.trigger("patient", AgentReads.SYSTEM, Optional.empty(), 60_000);
      CompletableFuture<MetricAnswer> hanging = agent.start(source, patient);
      agent.time().advance(Duration.ofSeconds(10));
      assertThat(hanging).isNotDone();
      agent.resume();
      agent.answer(AgentCalls.value("2"));
      assertThat(agent.read(source, AgentReads.trigger("hits")))
          .isInstanceOf(MetricOutcome.Sample.class);
      assertThat(agent.read(source, AgentReads.trigger("other")))
          .isInstanceOf(MetricOutcome.Sample.class);
      assertThat(hanging).isNotDone();
    }
  }

  @Test
  void endsReadsAsClosedWhateverBecomesOfTheirConnections() {
    agent.stall();
    ClusterAgentSource source = agent.sourceOfItsOwnConnections(AgentReads.uncached());
    List<CompletableFuture<MetricAnswer>> reads =
        List.of(
            agent.start(source, AgentReads.trigger("a")),
            agent.start(source, AgentReads.trigger("a")),
            agent.start(source, AgentReads.trigger("b")));
    source.close();
    assertThat(reads)
        .allSatisfy(
            read ->
                assertThat(read)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("closed"));
  }

  @Test
  void countsALinkageErrorAgainstNoHost() {
    NoSuchMethodError error = new NoSuchMethodError("okio.Buffer.clone()");
    agent.answer(
        request -> {
          throw error;
        });
    try (ClusterAgentSource source = agent.source(AgentReads.uncached())) {
      for (int i = 0; i < 20; i++) {
        int before = agent.requests();
        CompletableFuture<MetricAnswer> read = agent.start(source, AgentReads.trigger("hits"));
        agent.time().advance(Duration.ofSeconds(2));
        assertThat(read.handle((answer, fault) -> fault).join()).isSameAs(error);
        assertThat(agent.requests() - before).as("no retry").isEqualTo(1);
      }
      agent.answer(AgentCalls.value("2"));
      assertThat(agent.read(source, AgentReads.trigger("hits")))
          .isInstanceOfSatisfying(
              MetricOutcome.Sample.class, sample -> assertThat(sample.value()).isEqualTo(2));
    }
  }

  @Test
  void asksASupplierThatHangsOnce() {
    AtomicInteger tasks = new AtomicInteger();
    Executor hanging = task -> tasks.incrementAndGet();
    try (ClusterAgentSource source = agent.source(AgentReads.uncached(), hanging)) {
      List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
      var trigger = AgentReads.trigger(AgentReads.SYSTEM, Optional.of(() -> Secret.of("t")), 5000);
      for (int i = 0; i < 100; i++) {
        reads.add(agent.start(source, trigger));
        agent.time().advance(Duration.ofSeconds(1));
      }
      agent.time().advance(Duration.ofSeconds(5));
      assertThat(reads).allMatch(CompletableFuture::isCompletedExceptionally);
      assertThat(tasks.get()).isEqualTo(1);
    }
  }
}
