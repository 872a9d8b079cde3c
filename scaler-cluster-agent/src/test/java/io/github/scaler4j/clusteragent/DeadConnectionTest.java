package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import mockwebserver3.MockResponse;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections whose far side went without a word, over HTTP/1.1 where no ping tells. */
class DeadConnectionTest {

  private static final int POOLED = 11;

  private final CountDownLatch end = new CountDownLatch(1);
  private TestAgent agent;
  private ClusterAgentSource source;

  @BeforeEach
  void start() throws IOException {
    HeldCertificate authority = TestAgent.authority();
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"), 0, false);
    source =
        ClusterAgentSource.create(
            TestAgent.context(),
            TestAgent.uncached().toBuilder()
                .endpoint(agent.byName())
                .http2(false)
                .trust(AgentTrust.ca(authority.certificatePem()))
                .build());
  }

  @AfterEach
  void stop() {
    end.countDown();
    source.close();
    agent.close();
  }

  @Test
  void costOneTimeoutAltogether() {
    TestAgent.read(source, TestAgent.trigger());
    CyclicBarrier together = new CyclicBarrier(POOLED);
    agent.answer(
        request -> {
          try {
            together.await();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return TestAgent.value("2");
        });
    List<CompletableFuture<?>> reads = new ArrayList<>();
    for (int i = 0; i < POOLED; i++) {
      reads.add(TestAgent.fetch(source, TestAgent.trigger("metric-" + i)));
    }
    for (CompletableFuture<?> read : reads) {
      assertThat(read).succeedsWithin(Duration.ofSeconds(10));
    }
    agent.answer(
        request -> request.getConnectionIndex() < POOLED ? silence() : TestAgent.value("3"));
    ClusterAgentTrigger hasty = TestAgent.trigger("hasty", TestAgent.SYSTEM, Optional.empty(), 500);
    assertThatThrownBy(() -> TestAgent.read(source, hasty)).isInstanceOf(TransportException.class);
    assertThat(TestAgent.read(source, TestAgent.trigger())).isInstanceOf(Sample.class);
  }

  private MockResponse silence() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return TestAgent.value("2");
  }
}
