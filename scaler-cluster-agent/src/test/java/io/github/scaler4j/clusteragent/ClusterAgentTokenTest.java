package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** The token of a request: sent, renewed, refused, and never shown. */
class ClusterAgentTokenTest extends ClusterAgentSourceFixture {

  @Test
  void readsTheMetricWithItsToken() throws InterruptedException {
    agent.answer(AgentAnswers.value("13.799"));
    assertThat(AgentReads.read(source, trigger(Secret.of("t0ken"))))
        .isEqualTo(new Sample(13.799, Instant.parse("2026-01-01T00:00:30Z")));
    RecordedRequest request = agent.taken();
    assertThat(request.getTarget())
        .isEqualTo(
            "/apis/external.metrics.k8s.io/v1beta1/namespaces/default/datadogmetric@default:nginx-hits");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(request.getHeaders().get("User-Agent")).isEqualTo("scaler4j");
    assertThat(request.getVersion()).isEqualTo("HTTP/2");
  }

  @Test
  void sendsATokenWithoutTheLineEndOfItsFile() throws InterruptedException {
    agent.answer(AgentAnswers.value("2"));
    AgentReads.read(source, trigger(() -> Secret.of("t0ken\n")));
    assertThat(agent.taken().getHeaders().get("Authorization")).isEqualTo("Bearer t0ken");
  }

  @Test
  void speaksHttp1WithoutATokenIfConfigured() throws InterruptedException {
    try (ClusterAgentSource plain = source(options().toBuilder().http2(false).build())) {
      AgentReads.read(plain, AgentReads.trigger());
    }
    RecordedRequest request = agent.taken();
    assertThat(request.getVersion()).isEqualTo("HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void retriesWithATokenThatChanged() {
    agent.answer(
        request ->
            "Bearer new".equals(request.getHeaders().get("Authorization"))
                ? AgentAnswers.value("2")
                : AgentAnswers.status(401, "Unauthorized", "Unauthorized"));
    AtomicInteger asked = new AtomicInteger();
    SecretSupplier rotating = () -> Secret.of(asked.getAndIncrement() == 0 ? "old" : "new");
    assertThat(AgentReads.read(source, trigger(rotating))).isInstanceOf(Sample.class);
    assertThat(agent.requests()).isEqualTo(2);

    assertThatThrownBy(() -> AgentReads.read(source, trigger(Secret.of("old"))))
        .isInstanceOf(AuthorizationException.class);
    assertThat(agent.requests()).isEqualTo(3);

    AtomicInteger count = new AtomicInteger();
    SecretSupplier restless = () -> Secret.of("t" + count.getAndIncrement());
    assertThatThrownBy(() -> AgentReads.read(source, trigger(restless)))
        .isInstanceOf(AuthorizationException.class);
    assertThat(agent.requests()).isEqualTo(5);
  }

  @Test
  void refusesATokenUnfitForAHeaderUnseen() {
    assertThatThrownBy(() -> AgentReads.read(source, trigger(Secret.of("s3cr\net"))))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(InvalidTriggerException.class)
        .hasMessageContaining("character 5 of 7")
        .hasMessageNotContaining("s3cr");
    assertThatThrownBy(
            () ->
                AgentReads.read(
                    source,
                    trigger(
                        () -> {
                          throw new IllegalStateException("s3cret");
                        })))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("not available")
        .hasMessageNotContaining("s3cret");
    assertThat(agent.requests()).isZero();
  }

  @Test
  void hidesATokenThatComesBack() {
    String token = "s3cret-t0ken-0123456789";
    for (int status : new int[] {200, 401, 403, 404, 429, 500, 503}) {
      agent.answer(
          request -> {
            String header = "Authorization: " + request.getHeaders().get("Authorization");
            String echo = status == 500 ? AgentAnswers.statusBody(500, "x", header) : header;
            return new MockResponse.Builder().code(status).body(echo).build();
          });
      assertThatThrownBy(() -> AgentReads.read(source, trigger(Secret.of(token))))
          .isInstanceOf(MetricSourceException.class)
          .satisfies(
              e -> {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).doesNotContain("s3cret", "t0ken", "0123456");
              });
    }
  }
}
