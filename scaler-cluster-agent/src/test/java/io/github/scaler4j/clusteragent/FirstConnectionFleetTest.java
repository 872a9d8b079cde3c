package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.SourceContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** A fleet that starts at once opens one connection. */
class FirstConnectionFleetTest {

  private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);
  private final SourceContext context = SourceContext.builder(time, time, Runnable::run).build();

  @Test
  void isSharedByAFleetThatStartsAtOnce() throws IOException {
    HeldCertificate authority = TestAgent.authority();
    int fleet = 50;
    // The time is stopped, because a busy machine may need more than a second for a handshake.
    try (TestAgent agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
        ClusterAgentSource source =
            ClusterAgentSource.create(
                context,
                AgentReads.uncached().toBuilder()
                    .endpoint(agent.byName())
                    .trust(AgentTrust.ca(authority.certificatePem()))
                    .build())) {
      List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
      for (int i = 0; i < fleet; i++) {
        reads.add(AgentReads.fetch(source, AgentReads.trigger("metric-" + i), time));
      }
      for (CompletableFuture<MetricAnswer> read : reads) {
        assertThat(read).succeedsWithin(AgentReads.BACKSTOP);
      }
      // Connections that lose a race are closed unused, so no request shows them.
      assertThat(agent.connections()).isEqualTo(1);
    }
  }

  @Test
  void isSharedByAFleetThatStartsWhileOneThatWasGivenUpAnswers() throws Exception {
    HeldCertificate authority = TestAgent.authority();
    try (TestAgent agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
        ClusterAgentSource source =
            ClusterAgentSource.create(
                context,
                AgentReads.uncached().toBuilder()
                    .endpoint(agent.byName())
                    .trust(AgentTrust.ca(authority.certificatePem()))
                    .build())) {
      assertThat(AgentReads.fetch(source, AgentReads.trigger("first"), time))
          .succeedsWithin(AgentReads.BACKSTOP);
      agent.stall();
      CompletableFuture<MetricAnswer> patient =
          AgentReads.fetch(
              source,
              AgentReads.trigger("patient", AgentReads.SYSTEM, Optional.empty(), 60_000),
              time);
      CompletableFuture<MetricAnswer> unlucky =
          AgentReads.fetch(source, AgentReads.trigger("unlucky"), time);
      await(() -> agent.requests() == 3);
      time.advance(AgentReads.trigger().timeout());
      assertThat(unlucky).isCompletedExceptionally();

      CountDownLatch handshakes = agent.holdHandshakes();
      List<CompletableFuture<MetricAnswer>> fleet = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        fleet.add(AgentReads.fetch(source, AgentReads.trigger("metric-" + i), time));
      }
      await(() -> agent.connections() == 2);
      agent.release();
      assertThat(patient).succeedsWithin(AgentReads.BACKSTOP);
      handshakes.countDown();
      for (CompletableFuture<MetricAnswer> read : fleet) {
        assertThat(read).succeedsWithin(AgentReads.BACKSTOP);
      }
      assertThat(agent.connections()).isEqualTo(2);
    }
  }

  private static void await(BooleanSupplier condition) {
    long started = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(AgentReads.BACKSTOP);
      Thread.onSpinWait();
    }
  }
}
