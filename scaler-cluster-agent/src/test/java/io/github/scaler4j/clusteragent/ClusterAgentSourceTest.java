package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.error.MetricSourceException;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.trigger.ClusterAgentTrigger;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HeldCertificate;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterAgentSourceTest {

  private final HeldCertificate authority = TestAgent.authority();
  private TestAgent agent;
  private ClusterAgentSource source;

  @BeforeEach
  void start() throws IOException {
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"));
    source = source(options());
  }

  @AfterEach
  void stop() {
    source.close();
    agent.close();
  }

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
  void repeatsWithATokenThatChanged() {
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

  @Test
  void continuesAfterAnyFaultOfTheAgent() {
    String list = AgentAnswers.list("2");
    agent.stall();
    expect(TransportException.class, 500);
    expect(
        TransportException.class,
        new MockResponse.Builder().body(list).throttleBody(1, 100, TimeUnit.MILLISECONDS).build());
    expect(
        TransportException.class,
        new MockResponse.Builder()
            .body(list)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    expect(
        UnexpectedResponseException.class,
        new MockResponse.Builder().body(list.substring(0, list.length() - 20)).build());
    expect(
        UnexpectedResponseException.class,
        new MockResponse.Builder()
            .addHeader("Content-Type", "text/html")
            .body("<html><body>welcome</body></html>")
            .build());
    expect(
        UnexpectedResponseException.class,
        new MockResponse.Builder()
            .code(302)
            .addHeader("Location", agent.byName() + "/elsewhere")
            .build());
    expect(UnexpectedResponseException.class, huge(200));
    expect(UnexpectedResponseException.class, huge(500));
  }

  @Test
  void continuesAfterTheAgentRestarted() throws IOException {
    AgentReads.read(source, AgentReads.trigger());
    int port = agent.port();
    agent.close();
    assertThatThrownBy(() -> AgentReads.read(source, AgentReads.trigger()))
        .isInstanceOf(TransportException.class);
    agent = new TestAgent(TestAgent.signedBy(authority, "localhost"), port, true);
    assertThat(AgentReads.read(source, AgentReads.trigger())).isInstanceOf(Sample.class);
  }

  @Test
  void boundsParallelReads() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    agent.answer(
        request -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          now.decrementAndGet();
          return AgentAnswers.value("2");
        });
    try (ClusterAgentSource bounded =
        source(options().toBuilder().maxParallelRequests(3).build())) {
      List<CompletableFuture<?>> reads = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        reads.add(AgentReads.fetch(bounded, AgentReads.trigger("metric-" + i)));
      }
      CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).join();
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(agent.requests()).isEqualTo(200);
  }

  @Test
  void failsAReadThatIsNotSentInTime() {
    source.close();
    source = source(options().toBuilder().maxParallelRequests(1).build());
    AgentReads.read(source, AgentReads.trigger());
    agent.stall();
    var first = AgentReads.fetch(source, AgentReads.trigger());
    ClusterAgentTrigger hasty = AgentReads.trigger("b", AgentReads.SYSTEM, Optional.empty(), 50);
    assertThatThrownBy(() -> AgentReads.read(source, hasty))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("1 requests to this agent were under way (maxParallelRequests)");
    var waiting = AgentReads.fetch(source, AgentReads.trigger("c"));
    source.close();
    endsAsClosed(first);
    endsAsClosed(waiting);
  }

  @Test
  void endsReadsWhenClosedAndRejectsNewOnes() {
    agent.stall();
    var pending = AgentReads.fetch(source, AgentReads.trigger());
    source.close();
    endsAsClosed(pending);
    assertThatThrownBy(() -> AgentReads.read(source, AgentReads.trigger()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("closed");
  }

  /** Not at its own deadline. */
  private static void endsAsClosed(CompletableFuture<?> read) {
    assertThat(read)
        .failsWithin(AgentReads.BACKSTOP)
        .withThrowableThat()
        .withMessageContaining("closed");
  }

  private void expect(Class<? extends Throwable> expected, MockResponse answer) {
    agent.answer(answer);
    expect(expected, expected == TransportException.class ? 1500 : 20_000);
  }

  private void expect(Class<? extends Throwable> expected, int millis) {
    ClusterAgentTrigger trigger = AgentReads.trigger(AgentReads.SYSTEM, Optional.empty(), millis);
    assertThatThrownBy(() -> AgentReads.read(source, trigger)).isInstanceOf(expected);
    agent.answer(AgentAnswers.value("2"));
    assertThat(AgentReads.read(source, AgentReads.trigger())).isInstanceOf(Sample.class);
  }

  private static MockResponse huge(int status) {
    return new MockResponse.Builder().code(status).body(new Spaces(100L << 20)).build();
  }

  private ClusterAgentSource source(ClusterAgentOptions options) {
    return ClusterAgentSource.create(AgentReads.context(), options);
  }

  private ClusterAgentOptions options() {
    return AgentReads.uncached().toBuilder()
        .endpoint(agent.byName())
        .trust(AgentTrust.ca(authority.certificatePem()))
        .build();
  }

  private static ClusterAgentTrigger trigger(SecretSupplier token) {
    return AgentReads.trigger(AgentReads.SYSTEM, Optional.of(token), 5000);
  }

  /** A body of blanks that is generated while it is sent. */
  private record Spaces(long contentLength) implements MockResponseBody {

    @Override
    public long getContentLength() {
      return contentLength;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      for (long written = 0; written < contentLength; written += blanks.length) {
        sink.write(blanks);
      }
    }
  }
}
