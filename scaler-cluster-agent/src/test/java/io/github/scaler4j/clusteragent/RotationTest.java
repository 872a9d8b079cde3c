package io.github.scaler4j.clusteragent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token and CA change under load, as with Kubernetes and a certificate manager. */
class RotationTest {

  private static final int READS = Boolean.getBoolean("tests.thorough") ? 10_000 : 1_000;
  private static final int ROTATIONS = 20;
  private static final int IN_FLIGHT = 16;
  private static final int TIMEOUT_MILLIS = 60_000;

  @TempDir Path folder;

  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger withNewest = new AtomicInteger();
  private final Set<Certificate> shown = ConcurrentHashMap.newKeySet();
  private final Queue<Object> unexpected = new ConcurrentLinkedQueue<>();
  private HeldCertificate authority = TestAgent.authority();
  private volatile int newest;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failsNoReadDuringARotation(boolean http2) throws IOException {
    int times = READS;
    Path ca = write("ca.crt", authority.certificatePem());
    Path tokenFile = write("token", "token-0");
    HeldCertificate first = TestAgent.signedBy(authority, "localhost");
    try (TestAgent agent = new TestAgent(first, 0, http2);
        ClusterAgentSource source =
            ClusterAgentSource.create(
                AgentReads.context(),
                AgentReads.uncached().toBuilder()
                    .retries(ClusterAgentOptions.defaults().retries())
                    .endpoint(agent.byAddress())
                    .serverName("localhost")
                    .token(TokenFile.of(tokenFile))
                    .trust(AgentTrust.caFile(ca))
                    .build())) {
      agent.answer(this::answer);
      List<CompletableFuture<?>> reads = new ArrayList<>();
      CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
      for (int i = 1; i <= times; i++) {
        reads.add(AgentReads.fetch(source, trigger(i)).handle(this::note));
        if (reads.size() == IN_FLIGHT) {
          CompletableFuture.anyOf(reads.toArray(CompletableFuture[]::new)).join();
          reads.removeIf(CompletableFuture::isDone);
        }
        int period = times / (ROTATIONS + 1);
        int step = i % period;
        if (step == 0) {
          introduce(agent, i);
          underWay = CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new));
        } else if (step == period / 2) {
          // Reads that saw the old certificate have ended by now.
          underWay.join();
          write("ca.crt", authority.certificatePem());
        }
      }
      CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).join();
    }
    assertThat(unexpected).isEmpty();
    assertThat(served).hasValue(times);
    assertThat(shown).hasSizeGreaterThan(ROTATIONS);
    assertThat(withNewest).hasValueGreaterThan(times - 2 * IN_FLIGHT * ROTATIONS);
  }

  @Test
  void trustsNoRemovedAuthority() throws IOException {
    Path ca = write("ca.crt", authority.certificatePem());
    HeldCertificate certificate = TestAgent.signedBy(authority, "127.0.0.1");
    ClusterAgentOptions options =
        AgentReads.uncached().toBuilder().trust(AgentTrust.caFile(ca)).build();
    try (TestAgent agent = new TestAgent(certificate);
        TestAgent later = new TestAgent(certificate);
        ClusterAgentSource source =
            ClusterAgentSource.create(
                AgentReads.context(), options.toBuilder().endpoint(agent.byAddress()).build());
        ClusterAgentSource second =
            ClusterAgentSource.create(
                AgentReads.context(), options.toBuilder().endpoint(later.byAddress()).build())) {
      assertThat(AgentReads.fetch(source, AgentReads.trigger()))
          .succeedsWithin(AgentReads.BACKSTOP);
      write("ca.crt", TestAgent.authority().certificatePem());
      assertThat(AgentReads.fetch(second, AgentReads.trigger())).failsWithin(AgentReads.BACKSTOP);
    }
  }

  /** Reads of one metric would share their requests. */
  private static ClusterAgentTrigger trigger(int number) {
    return AgentReads.trigger(
        "metric-" + number % 100, AgentReads.SYSTEM, Optional.empty(), TIMEOUT_MILLIS);
  }

  /** First both CAs are trusted, then the agent returns with its new certificate. */
  private void introduce(TestAgent agent, int number) throws IOException {
    HeldCertificate next = TestAgent.authority();
    write("ca.crt", authority.certificatePem() + next.certificatePem());
    agent.show(TestAgent.signedBy(next, "localhost"));
    authority = next;
    // The token that is written last counts from now on; the agent still knows earlier ones.
    write("token", "token-" + number);
    newest = number;
  }

  private MockResponse answer(RecordedRequest request) {
    String sent = String.valueOf(request.getHeaders().get("Authorization"));
    if (sent.equals("Bearer token-" + newest)) {
      withNewest.incrementAndGet();
    }
    shown.addAll(requireNonNull(request.getHandshake()).localCertificates());
    return AgentAnswers.value("2");
  }

  private boolean note(Object answer, Throwable failure) {
    if (failure != null) {
      unexpected.add(failure);
      return false;
    }
    served.incrementAndGet();
    return answer instanceof Sample;
  }

  private Path write(String name, String text) {
    try {
      Path next = Files.writeString(folder.resolve(name + ".next"), text);
      return Files.move(
          next,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
