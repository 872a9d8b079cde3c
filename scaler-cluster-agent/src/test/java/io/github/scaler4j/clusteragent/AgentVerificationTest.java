package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.scaler4j.source.Verification;
import io.github.scaler4j.source.Verification.Check;
import io.github.scaler4j.source.Verification.Result;
import io.github.scaler4j.source.Verification.Step;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import mockwebserver3.MockWebServer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentVerificationTest {

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
  void isOkWhenAMetricIsRead() {
    Verification report = verify(agent.byName(), trusted());
    assertThat(report.ok()).isTrue();
    assertThat(report.steps()).extracting(Step::check).containsExactly(Check.values());
    assertThat(report.steps()).extracting(Step::result).containsOnly(Result.OK);
    assertThat(report.toString())
        .contains(agent.byName().toString(), "TLSv1.3", "[localhost]", "2.0 at 2026-01-01")
        .doesNotContain("t0ken");
  }

  @Test
  void waitsForUpToTheLongestTimeout() {
    ClusterAgentTrigger trigger =
        AgentReads.trigger(trusted(), Optional.of(Secret.of("t0ken")), Long.MAX_VALUE / 1_000_000);
    assertThat(verify(agent.byName(), trigger).ok()).isTrue();
  }

  @Test
  void reportsAHostWithoutAnAddress() {
    Verification report = verify(URI.create("https://no.such.host.invalid:8443"), trusted());
    assertFailed(report, Check.DNS, "datadogMetricsService");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent.1team", "agent.1"})
  void readsFromAHostWhoseLastLabelStartsWithADigit(String host) throws IOException {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .dns(name -> Dns.SYSTEM.lookup(name.equals(host) ? "localhost" : name))
            .sslSocketFactory(trusting().sslSocketFactory(), trusting().trustManager())
            .build();
    agent.show(TestAgent.signedBy(authority, host));
    int port = agent.byName().getPort();
    try (ClusterAgentSource source = source(URI.create("https://" + host + ":" + port), client)) {
      assertThat(AgentReads.verify(source, AgentReads.trigger()).steps())
          .allSatisfy(step -> assertThat(step.result()).isEqualTo(Result.OK))
          .anySatisfy(step -> assertThat(step.detail()).startsWith(host + " resolves to"));
      agent.show(certificate);
      assertFailed(
          AgentReads.verify(source, AgentReads.trigger()), Check.TLS, "does not name " + host);
      agent.close();
      assertFailed(AgentReads.verify(source, AgentReads.trigger()), Check.TCP, "port " + port);
    }
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  @Test
  void reportsThatNothingListens() {
    URI gone = agent.byName();
    agent.close();
    assertFailed(verify(gone, trusted()), Check.TCP, "datadogMetricsServicePort");
  }

  @Test
  void showsTheCertificateThatIsNotTrusted() {
    Verification report = verify(agent.byAddress(), AgentReads.SYSTEM);
    assertFailed(report, Check.TLS, AgentTrustManager.pin(certificate.certificate()));
    assertFailed(report, Check.TLS, "[localhost]");
  }

  @Test
  void reportsAnotherName() {
    AgentTls tls = AgentReads.tls(false, trusted().ca(), Optional.of("elsewhere"));
    assertFailed(verify(agent.byName(), tls), Check.TLS, "does not name elsewhere");
  }

  @Test
  void reportsARefusedToken() {
    agent.answer(AgentAnswers.status(401, "Unauthorized", "Unauthorized"));
    assertFailed(verify(agent.byName(), trusted()), Check.TOKEN, "expired");
  }

  @Test
  void reportsAMissingPermission() {
    agent.answer(
        AgentAnswers.status(
            403,
            "Forbidden",
            "x is forbidden: User \"bob\" cannot list resource \"x\" in API group"
                + " \"external.metrics.k8s.io\" in the namespace \"default\""));
    Verification report = verify(agent.byName(), trusted());
    assertFailed(report, Check.PERMISSION, "ClusterRole rule");
  }

  @Test
  void explainsTheFaultOfTheMetric() {
    agent.answer(
        AgentAnswers.status(
            500,
            "InternalError",
            "Internal error occurred: DatadogMetric is invalid, missing error details"));
    assertFailed(verify(agent.byName(), trusted()), Check.METRIC, "always-active");
    agent.answer(
        AgentAnswers.status(
            500, "InternalError", "Internal error occurred: DatadogMetric not found for x"));
    assertFailed(verify(agent.byName(), trusted()), Check.METRIC, "create this DatadogMetric");
  }

  @Test
  void readsFromALiteralIpv6Address() throws IOException {
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(one);
    assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "no IPv6 here");
    HeldCertificate named = TestAgent.signedBy(authority, "::1");
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(
          new HandshakeCertificates.Builder().heldCertificate(named).build().sslSocketFactory());
      server.enqueue(AgentAnswers.value("2"));
      server.start(loopback, 0);
      AgentTls tls =
          AgentReads.tls(false, Optional.of(authority.certificatePem()), Optional.empty());
      Verification report = verify(URI.create("https://[::1]:" + server.getPort()), tls);
      assertThat(report.steps())
          .extracting(Step::result)
          .as(report.toString())
          .containsOnly(Result.OK);
    }
  }

  @Test
  void reportsASilentPort() throws IOException {
    // A connection is established even if no thread accepts it.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("localhost"))) {
      URI endpoint = URI.create("https://localhost:" + silent.getLocalPort());
      ClusterAgentTrigger trigger =
          AgentReads.trigger(trusted(), Optional.of(Secret.of("t0ken")), 1000);
      assertFailed(verify(endpoint, trigger), Check.TLS, "presented no certificate");
    }
  }

  @Test
  void reportsAPortWithoutTls() throws IOException {
    try (MockWebServer plain = new MockWebServer()) {
      plain.start();
      URI endpoint = URI.create("https://localhost:" + plain.getPort());
      assertFailed(verify(endpoint, trusted()), Check.TLS, "presented no certificate");
    }
  }

  @Test
  void reportsAnUnreadableAuthority() {
    AgentTls tls =
        AgentReads.tls(false, Optional.of("-----BEGIN CERTIFICATE-----\nnone"), Optional.empty());
    Step step = step(verify(agent.byName(), tls), Check.TLS);
    assertThat(step.result()).isEqualTo(Result.FAILED);
    assertThat(step.detail()).contains("ca: a certificate can't be read");
  }

  @Test
  void reportsAnUnavailableToken() {
    SecretSupplier broken =
        () -> {
          throw new IllegalStateException("s3cret");
        };
    Verification report =
        verify(agent.byName(), AgentReads.trigger(trusted(), Optional.of(broken), 5000));
    Step step = step(report, Check.TOKEN);
    assertThat(step.result()).isEqualTo(Result.FAILED);
    assertThat(report.toString()).contains("not available").doesNotContain("s3cret");
    assertThat(agent.requests()).isZero();
  }

  @Test
  void doesNotUseAnExistingConnection() {
    try (ClusterAgentSource source = source(agent.byName())) {
      ClusterAgentTrigger trigger =
          AgentReads.trigger(trusted(), Optional.of(Secret.of("t0ken")), 5000);
      AgentReads.read(source, trigger);
      Verification report = AgentReads.verify(source, trigger);
      assertThat(report.steps()).extracting(Step::result).containsOnly(Result.OK);
    }
  }

  @Test
  void readsThroughTheCallersOwnClient() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .sslSocketFactory(trusting().sslSocketFactory(), trusting().trustManager())
            .build();
    try (ClusterAgentSource source = source(agent.byName(), client)) {
      assertThat(AgentReads.verify(source, AgentReads.trigger()).steps())
          .extracting(Step::result)
          .containsOnly(Result.OK);
      assertThat(AgentReads.verify(source, AgentReads.trigger()).steps())
          .extracting(Step::result)
          .containsExactly(
              Result.SKIPPED, Result.SKIPPED, Result.SKIPPED, Result.OK, Result.OK, Result.OK);
    }
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  private HandshakeCertificates trusting() {
    return new HandshakeCertificates.Builder()
        .addTrustedCertificate(authority.certificate())
        .build();
  }

  private static Step step(Verification report, Check check) {
    return report.steps().stream().filter(step -> step.check() == check).findFirst().orElseThrow();
  }

  private static void assertFailed(Verification report, Check check, String words) {
    assertThat(report.ok()).isFalse();
    assertThat(report.steps()).extracting(Step::check).containsExactly(Check.values());
    for (Step step : report.steps()) {
      int order = step.check().compareTo(check);
      assertThat(step.result())
          .as(step.toString())
          .isEqualTo(order < 0 ? Result.OK : order == 0 ? Result.FAILED : Result.SKIPPED);
      if (order == 0) {
        assertThat(step.detail()).contains(words).doesNotContain("\n", "t0ken");
      }
    }
  }

  private AgentTls trusted() {
    return AgentReads.tls(false, Optional.of(authority.certificatePem()), Optional.of("localhost"));
  }

  private static Verification verify(URI endpoint, AgentTls tls) {
    return verify(endpoint, AgentReads.trigger(tls, Optional.of(Secret.of("t0ken")), 5000));
  }

  private static Verification verify(URI endpoint, ClusterAgentTrigger trigger) {
    try (ClusterAgentSource source = source(endpoint)) {
      return AgentReads.verify(source, trigger);
    }
  }

  private static ClusterAgentSource source(URI endpoint) {
    return ClusterAgentSource.create(
        AgentReads.context(), AgentReads.uncached().toBuilder().endpoint(endpoint).build());
  }

  private static ClusterAgentSource source(URI endpoint, OkHttpClient client) {
    return ClusterAgentSource.create(
        AgentReads.context(), AgentReads.uncached().toBuilder().endpoint(endpoint).build(), client);
  }
}
