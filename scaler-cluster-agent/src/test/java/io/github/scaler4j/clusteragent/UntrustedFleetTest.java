package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.UntrustedCertificate;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many metrics of an agent whose certificate is not trusted, at once. */
@NullMarked
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first.
class UntrustedFleetTest {

  private static final int FLEET = 50;

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:00:30Z"));
  private final HeldCertificate authority = TestAgent.authority();
  private TestAgent agent;

  @BeforeEach
  void start() throws IOException {
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  private ClusterAgentSource source(AgentTrust trust, URI endpoint) {
    return ClusterAgentSource.create(
        SourceContext.builder(time, time, Runnable::run).build(),
        AgentReads.uncached().toBuilder().endpoint(endpoint).trust(trust).build());
  }

  /** The first handshake ends when all reads have begun. */
  private List<CompletableFuture<MetricAnswer>> readAll(ClusterAgentSource source) {
    CountDownLatch handshakes = agent.holdHandshakes();
    List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
    for (int i = 0; i < FLEET; i++) {
      reads.add(AgentReads.fetch(source, AgentReads.trigger("metric-" + i), time));
    }
    handshakes.countDown();
    return reads;
  }

  private static Throwable fault(CompletableFuture<MetricAnswer> read) {
    try {
      throw new AssertionError("answered: " + read.join());
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    }
  }

  private void assertRefused(ClusterAgentSource source) {
    for (CompletableFuture<MetricAnswer> read : readAll(source)) {
      Throwable fault = fault(read);
      assertThat(fault).isInstanceOf(TransportException.class).hasMessageContaining("TLS failed");
      assertThat(UntrustedCertificate.isCauseOf(fault)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void makesOneHandshake(boolean byName) {
    AgentTrust trust = byName ? AgentTrust.system() : AgentTrust.ca(authority.certificatePem());
    URI endpoint = byName ? agent.byName() : agent.byAddress();
    try (ClusterAgentSource source = source(trust, endpoint)) {
      assertRefused(source);
      assertThat(agent.connections()).isEqualTo(1);
    }
  }

  @Test
  void isReadOnceTheAgentPresentsATrustedCertificate() throws Exception {
    HeldCertificate other = TestAgent.authority();
    agent.show(TestAgent.signedBy(other, "localhost"));
    try (ClusterAgentSource source =
        source(AgentTrust.ca(authority.certificatePem()), agent.byName())) {
      assertRefused(source);
      agent.show(TestAgent.signedBy(authority, "localhost"));
      for (CompletableFuture<MetricAnswer> read : readAll(source)) {
        assertThat(read.get(AgentReads.BACKSTOP.toSeconds(), TimeUnit.SECONDS))
            .satisfies(answer -> assertThat(answer.outcome()).isInstanceOf(Sample.class));
      }
    }
  }
}
