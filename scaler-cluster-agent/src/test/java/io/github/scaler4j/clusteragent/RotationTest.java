package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.MetricOutcome.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token and authority change under load, as Kubernetes and a certificate manager do it. */
class RotationTest {

  private static final int READS = 10_000;
  private static final int ROTATIONS = 20;
  private static final int IN_FLIGHT = 16;

  @TempDir Path folder;

  private final AtomicInteger served = new AtomicInteger();
  private final Queue<Object> unexpected = new ConcurrentLinkedQueue<>();
  private HeldCertificate authority = TestAgent.authority();
  private volatile String token = "token-0";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noReadFailsWhileTokenAndAuthorityRotate(boolean http2) throws IOException {
    Path ca = write("ca.crt", authority.certificatePem());
    Path tokenFile = write("token", token);
    HeldCertificate first = TestAgent.signedBy(authority, "localhost");
    try (TestAgent agent = new TestAgent(first, 0, http2);
        ClusterAgentSource source =
            ClusterAgentSource.create(
                TestAgent.context(),
                ClusterAgentOptions.defaults()
                    .withEndpoint(agent.byAddress())
                    .withServerName("localhost")
                    .withToken(TokenFile.of(tokenFile))
                    .withTrust(AgentTrust.caFile(ca)))) {
      agent.answer(this::answer);
      List<CompletableFuture<?>> reads = new ArrayList<>();
      for (int i = 1; i <= READS; i++) {
        reads.add(source.fetch(TestAgent.trigger()).handle(this::note));
        if (reads.size() == IN_FLIGHT) {
          CompletableFuture.anyOf(reads.toArray(CompletableFuture[]::new)).join();
          reads.removeIf(CompletableFuture::isDone);
        }
        if (i % (READS / ROTATIONS) == 0) {
          rotate(agent, i);
        }
      }
      CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).join();
    }
    assertThat(unexpected).isEmpty();
    assertThat(served).hasValue(READS);
  }

  @Test
  void anAuthorityThatIsTakenOutIsTrustedNoMore() throws IOException {
    Path ca = write("ca.crt", authority.certificatePem());
    HeldCertificate certificate = TestAgent.signedBy(authority, "127.0.0.1");
    ClusterAgentOptions options = ClusterAgentOptions.defaults().withTrust(AgentTrust.caFile(ca));
    try (TestAgent agent = new TestAgent(certificate);
        TestAgent later = new TestAgent(certificate);
        ClusterAgentSource source =
            ClusterAgentSource.create(
                TestAgent.context(), options.withEndpoint(agent.byAddress()));
        ClusterAgentSource second =
            ClusterAgentSource.create(
                TestAgent.context(), options.withEndpoint(later.byAddress()))) {
      assertThat(source.fetch(TestAgent.trigger())).succeedsWithin(java.time.Duration.ofSeconds(5));
      write("ca.crt", TestAgent.authority().certificatePem());
      assertThat(second.fetch(TestAgent.trigger())).failsWithin(java.time.Duration.ofSeconds(5));
    }
  }

  private void rotate(TestAgent agent, int number) throws IOException {
    HeldCertificate next = TestAgent.authority();
    write("ca.crt", authority.certificatePem() + next.certificatePem());
    agent.show(TestAgent.signedBy(next, "localhost"));
    write("ca.crt", next.certificatePem());
    authority = next;
    String renewed = "token-" + number;
    write("token", renewed);
    // A token is known to the agent before it is written and for a while after its successor is.
    token = renewed;
  }

  private MockResponse answer(RecordedRequest request) {
    String sent = String.valueOf(request.getHeaders().get("Authorization"));
    if (!sent.startsWith("Bearer token-")) {
      unexpected.add(sent);
    }
    MockResponse.Builder answer = TestAgent.value("2").newBuilder();
    if (request.getExchangeIndex() == 100) {
      // New connections see the new certificate.
      answer.onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE);
    }
    return answer.build();
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
