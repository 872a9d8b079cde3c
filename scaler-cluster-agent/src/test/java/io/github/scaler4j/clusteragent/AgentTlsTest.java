package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import okhttp3.TlsVersion;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent is addressed by IP and its certificate names localhost, as in a cluster. */
class AgentTlsTest {

  private final HeldCertificate authority = TestAgent.authority();
  private final HeldCertificate certificate = TestAgent.signedBy(authority, "localhost");
  private TestAgent agent;

  @BeforeEach
  void start() throws IOException {
    agent = new TestAgent(certificate);
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  @Test
  void refusesACertificateThatTheSystemDoesNotTrust() {
    assertThatThrownBy(() -> read(AgentTrust.system(), AgentReads.SYSTEM))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("TLS failed")
        .hasMessageContaining("serverName");
  }

  @Test
  void refusesTheAuthoritysCertificateForAnotherName() {
    assertThatThrownBy(() -> read(AgentTrust.ca(authority.certificatePem()), AgentReads.SYSTEM))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("127.0.0.1 not verified")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void trustsTheTriggersAuthorityWithItsServerName() throws InterruptedException {
    AgentTls tls =
        AgentReads.tls(false, Optional.of(authority.certificatePem()), Optional.of("localhost"));
    assertThat(read(AgentTrust.system(), tls)).isInstanceOf(Sample.class);
    assertThat(agent.taken().getHandshake().tlsVersion()).isEqualTo(TlsVersion.TLS_1_3);
    AgentTls other =
        AgentReads.tls(false, Optional.of(authority.certificatePem()), Optional.of("elsewhere"));
    assertThatThrownBy(() -> read(AgentTrust.system(), other))
        .isInstanceOf(TransportException.class);
  }

  @Test
  void asksForTheServerName() throws InterruptedException {
    agent.show(TestAgent.signedBy(authority, "agent.example"));
    AgentTls tls =
        AgentReads.tls(
            false, Optional.of(authority.certificatePem()), Optional.of("agent.example"));
    assertThat(read(AgentTrust.system(), tls)).isInstanceOf(Sample.class);
    assertThat(agent.taken().getHandshakeServerNames()).containsExactly("agent.example");
  }

  @Test
  void trustsTheAgentsOwnCertificateAsItsAuthority() {
    HeldCertificate own =
        new HeldCertificate.Builder().ecdsa256().addSubjectAlternativeName("127.0.0.1").build();
    agent.show(own);
    assertThat(read(AgentTrust.ca("# the agent\n" + own.certificatePem()), AgentReads.SYSTEM))
        .isInstanceOf(Sample.class);
  }

  @Test
  void trustsAnRsaKeyLikeARealAgents() {
    HeldCertificate own =
        new HeldCertificate.Builder().rsa2048().addSubjectAlternativeName("localhost").build();
    agent.show(own);
    String pin = AgentTrustManager.pin(own.certificate());
    assertThat(read(AgentTrust.pinned("sha256/" + pin), AgentReads.SYSTEM))
        .isInstanceOf(Sample.class);
  }

  @Test
  void trustsAPinnedKeyAndNoOther() {
    String pin = AgentTrustManager.pin(certificate.certificate());
    assertThat(read(AgentTrust.pinned("sha256/" + pin), AgentReads.SYSTEM))
        .isInstanceOf(Sample.class);
    String another = AgentTrustManager.pin(authority.certificate());
    assertThatThrownBy(() -> read(AgentTrust.pinned(another), AgentReads.SYSTEM))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining(pin);
  }

  @Test
  void trustsAnythingIfUnsafe() {
    AgentTls unsafe = AgentReads.tls(true, Optional.empty(), Optional.empty());
    assertThat(read(AgentTrust.system(), unsafe)).isInstanceOf(Sample.class);
  }

  @Test
  void warnsOncePerAgentThatAnyCertificateIsAccepted() {
    ClusterAgentTrigger unsafe = trigger(AgentReads.tls(true, Optional.empty(), Optional.empty()));
    try (ClusterAgentSource source = source(AgentTrust.system())) {
      assertThat(logOf(() -> AgentReads.read(source, unsafe)))
          .contains("ANY certificate is accepted from " + agent.byAddress());
      assertThat(logOf(() -> AgentReads.read(source, unsafe))).doesNotContain("ANY certificate");
    }
    try (ClusterAgentSource source = source(AgentTrust.unsafe())) {
      ClusterAgentTrigger other = trigger(AgentReads.SYSTEM);
      assertThat(logOf(() -> AgentReads.read(source, other))).contains("ANY certificate");
    }
  }

  @Test
  void doesNotWarnOfTheCallersOwnClient() {
    AgentCalls calls = new AgentCalls();
    ClusterAgentTrigger unsafe = trigger(AgentReads.tls(true, Optional.empty(), Optional.empty()));
    try (ClusterAgentSource source = calls.source(AgentReads.uncached())) {
      assertThat(logOf(() -> calls.fetch(source, unsafe))).doesNotContain("ANY certificate");
    }
  }

  private static String logOf(Runnable read) {
    PrintStream stderr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      read.run();
    } finally {
      System.setErr(stderr);
    }
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void keepsConnectionsOfDifferentTrustApart() {
    try (ClusterAgentSource source = source(AgentTrust.system())) {
      AgentTls unsafe = AgentReads.tls(true, Optional.empty(), Optional.empty());
      assertThat(AgentReads.read(source, trigger(unsafe))).isInstanceOf(Sample.class);
      ClusterAgentTrigger strict = trigger(AgentReads.SYSTEM);
      assertThatThrownBy(() -> AgentReads.read(source, strict))
          .isInstanceOf(TransportException.class);
    }
  }

  @Test
  void keepsOthersWorkingDespiteAWrongTrust() {
    try (ClusterAgentSource source = source(AgentTrust.ca(authority.certificatePem()))) {
      AgentTls elsewhere = AgentReads.tls(false, Optional.empty(), Optional.of("elsewhere"));
      for (int i = 0; i < 12; i++) {
        assertThatThrownBy(() -> AgentReads.read(source, trigger(elsewhere)))
            .isInstanceOf(TransportException.class)
            .hasMessageContaining("TLS failed");
      }
      AgentTls right = AgentReads.tls(false, Optional.empty(), Optional.of("localhost"));
      assertThat(AgentReads.read(source, trigger(right))).isInstanceOf(Sample.class);
    }
  }

  @Test
  void refusesAnInvalidAuthority() {
    AgentTls tls =
        AgentReads.tls(
            false, Optional.of("-----BEGIN CERTIFICATE-----\nsecret?"), Optional.empty());
    assertThatThrownBy(() -> read(AgentTrust.system(), tls))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("ca: a certificate can't be read")
        .hasMessageNotContaining("secret?");
    assertThatThrownBy(() -> AgentTrust.ca("none")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AgentTrust.pinned("c2hvcnQ="))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 bytes");
  }

  private Object read(AgentTrust trust, AgentTls tls) {
    try (ClusterAgentSource source = source(trust)) {
      return AgentReads.read(source, trigger(tls));
    }
  }

  private ClusterAgentSource source(AgentTrust trust) {
    return ClusterAgentSource.create(
        AgentReads.context(),
        AgentReads.uncached().toBuilder().endpoint(agent.byAddress()).trust(trust).build());
  }

  private static ClusterAgentTrigger trigger(AgentTls tls) {
    return AgentReads.trigger(tls, Optional.empty(), 5000);
  }
}
