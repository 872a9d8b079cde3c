package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static io.github.scaler4j.datadogapi.Triggers.trigger;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.error.AuthorizationException;
import io.github.scaler4j.error.RateLimitedException;
import io.github.scaler4j.error.UnexpectedResponseException;
import io.github.scaler4j.fixtures.ReusableSockets;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Refusals whose bodies arrive a few bytes at a time, without a long pause, until after the
 * request's deadline. What their status and headers tell is not lost.
 */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // Each test calls start() first.
class DrippingRefusalsTest {

  // Enough for a busy machine, and less than the bodies take.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String BODY =
      "{\"status\":\"error\",\"errors\":[\"" + "Too much of it. ".repeat(200) + "\"]}";

  private final HeldCertificate certificate =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("localhost")
          .addSubjectAlternativeName("127.0.0.1")
          .build();
  private final MockWebServer server = new MockWebServer();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private OkHttpClient client;
  private DatadogApiSource source;

  private void start(Protocol protocol) throws IOException {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(certificate.certificate())
            .build();
    server.setServerSocketFactory(ReusableSockets.create());
    server.useHttps(trust.sslSocketFactory());
    server.start();
    client =
        HttpClients.newClient()
            .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
            .protocols(
                protocol == Protocol.HTTP_1_1
                    ? List.of(Protocol.HTTP_1_1)
                    : List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
            .build();
    source =
        DatadogApiSource.create(
            SourceContext.builder(TimeSource.system(), scheduler, Runnable::run).build(),
            DatadogApiOptions.builder()
                .endpoint(server.url("/").uri())
                .batching(false)
                .retries(0)
                .build(),
            client);
  }

  @AfterEach
  void stop() {
    source.close();
    HttpClients.close(client);
    scheduler.shutdownNow();
    server.close();
  }

  private static MockResponse.Builder refusal(int status) {
    return new MockResponse.Builder().code(status).addHeader("Retry-After", "30").body(BODY);
  }

  private static MockResponse.Builder dripping(int status) {
    return refusal(status).throttleBody(2, 50, TimeUnit.MILLISECONDS);
  }

  private MetricAnswer read(int i, Duration timeout) throws Exception {
    return source
        .fetch(trigger(query(text(i)), timeout), Deadline.in(timeout, TimeSource.system()))
        .get(60, TimeUnit.SECONDS);
  }

  private Throwable fault(int i, Duration timeout) {
    return requireNonNull(catchThrowable(() -> read(i, timeout)).getCause());
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void closeTheGate(Protocol protocol) throws IOException {
    start(protocol);
    server.enqueue(dripping(429).build());
    assertThat(fault(1, TIMEOUT))
        .isInstanceOf(RateLimitedException.class)
        .hasMessageContaining("the rate limit (429)")
        .hasMessageContaining("retry after 30 s");
    assertThat(fault(2, Duration.ofMillis(50)))
        .isInstanceOf(RateLimitedException.class)
        .hasMessageContaining("after a 429");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void tellOfRefusedKeys(Protocol protocol) throws IOException {
    start(protocol);
    server.enqueue(dripping(403).build());
    assertThat(fault(1, TIMEOUT)).isInstanceOf(AuthorizationException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void tellForHowLongTheHostIsBusy(Protocol protocol) throws IOException {
    start(protocol);
    server.enqueue(dripping(503).build());
    assertThat(fault(1, TIMEOUT))
        .isInstanceOfSatisfying(
            UnexpectedResponseException.class,
            busy -> {
              assertThat(busy.status()).isEqualTo(503);
              assertThat(busy.retryAfter()).contains(Duration.ofSeconds(30));
            });
  }

  /** The next answer takes longer than a refusal's body may. */
  @ParameterizedTest
  @CsvSource({"HTTP_1_1, false", "HTTP_1_1, true", "HTTP_2, false", "HTTP_2, true"})
  void leaveTheNextRequestItsTime(Protocol protocol, boolean drips) throws Exception {
    start(protocol);
    server.enqueue((drips ? dripping(403) : refusal(403)).build());
    server.enqueue(
        new MockResponse.Builder()
            .headersDelay(700, TimeUnit.MILLISECONDS)
            .body("{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,7]]}]}")
            .build());
    assertThat(fault(1, TIMEOUT)).isInstanceOf(AuthorizationException.class);
    assertThat(((Sample) read(2, TIMEOUT).outcome()).value()).isEqualTo(7);
    RecordedRequest first = server.takeRequest();
    RecordedRequest second = server.takeRequest();
    // An HTTP/1.1 connection with half an answer can't be used again.
    boolean closed = protocol == Protocol.HTTP_1_1 && drips;
    assertThat(second.getConnectionIndex() == first.getConnectionIndex()).isEqualTo(!closed);
  }
}
