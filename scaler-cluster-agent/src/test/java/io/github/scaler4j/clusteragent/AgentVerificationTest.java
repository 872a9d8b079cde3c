package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.clusteragent.AgentVerification.Check;
import io.github.scaler4j.clusteragent.AgentVerification.Result;
import io.github.scaler4j.clusteragent.AgentVerification.Step;
import io.github.scaler4j.trigger.AgentTls;
import io.github.scaler4j.trigger.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    AgentVerification report = verify(agent.byName(), trusted());
    assertThat(report.ok()).isTrue();
    assertThat(report.steps()).extracting(Step::check).containsExactly(Check.values());
    assertThat(report.steps()).extracting(Step::result).containsOnly(Result.OK);
    assertThat(report.toString())
        .contains(agent.byName().toString(), "TLSv1.3", "[localhost]", "2.0 at 2026-01-01")
        .doesNotContain("t0ken");
  }

  @Test
  void tellsThatTheHostHasNoAddress() {
    AgentVerification report = verify(URI.create("https://no.such.host.invalid:8443"), trusted());
    assertFailed(report, Check.DNS, "datadogMetricsService");
  }

  @Test
  void tellsThatNothingListens() {
    URI gone = agent.byName();
    agent.close();
    assertFailed(verify(gone, trusted()), Check.TCP, "datadogMetricsServicePort");
  }

  @Test
  void showsTheCertificateThatIsNotTrusted() {
    AgentVerification report = verify(agent.byAddress(), AgentTls.SYSTEM);
    assertFailed(report, Check.TLS, AgentTrustManager.pin(certificate.certificate()));
    assertFailed(report, Check.TLS, "[localhost]");
  }

  @Test
  void tellsThatTheNameIsAnother() {
    AgentTls tls = new AgentTls(false, trusted().ca(), Optional.of("elsewhere"));
    assertFailed(verify(agent.byName(), tls), Check.TLS, "does not name elsewhere");
  }

  @Test
  void tellsThatTheTokenIsRefused() {
    agent.answer(TestAgent.status(401, "Unauthorized", "Unauthorized"));
    assertFailed(verify(agent.byName(), trusted()), Check.TOKEN, "expired");
  }

  @Test
  void tellsThatARightIsMissing() {
    agent.answer(
        TestAgent.status(
            403,
            "Forbidden",
            "x is forbidden: User \"bob\" cannot list resource \"x\" in API group"
                + " \"external.metrics.k8s.io\" in the namespace \"default\""));
    AgentVerification report = verify(agent.byName(), trusted());
    assertFailed(report, Check.RIGHTS, "ClusterRole rule");
  }

  @Test
  void tellsWhatIsWrongWithTheMetric() {
    agent.answer(
        TestAgent.status(
            500,
            "InternalError",
            "Internal error occurred: DatadogMetric is invalid, missing error details"));
    assertFailed(verify(agent.byName(), trusted()), Check.METRIC, "always-active");
    agent.answer(
        TestAgent.status(
            500, "InternalError", "Internal error occurred: DatadogMetric not found for x"));
    assertFailed(verify(agent.byName(), trusted()), Check.METRIC, "create this DatadogMetric");
  }

  private static void assertFailed(AgentVerification report, Check check, String words) {
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
    return new AgentTls(false, Optional.of(authority.certificatePem()), Optional.of("localhost"));
  }

  private static AgentVerification verify(URI endpoint, AgentTls tls) {
    try (ClusterAgentSource source =
        ClusterAgentSource.create(
            TestAgent.context(), TestAgent.uncached().toBuilder().endpoint(endpoint).build())) {
      return source.verify(TestAgent.trigger(tls, Optional.of(Secret.of("t0ken")), 5000));
    }
  }
}
