package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static io.github.scaler4j.datadogapi.Triggers.query;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.engine.ConnectionsByHost;
import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.fixtures.DatadogApi;
import io.github.scaler4j.fixtures.DatadogSeries;
import io.github.scaler4j.fixtures.DatadogServer;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.fixtures.LoopbackProxy;
import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.trigger.ApiTrigger;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections whose far side has silently disappeared, over both protocols. */
@Timeout(60)
class ConnectionsTest {

  private static final int POOLED = 11;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final ManualTime time = TestSource.newTime();
  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private final DatadogApi api = DatadogApi.create(time);
  private final DatadogServer server = DatadogServer.of(api).tls(certificate).start();
  private final LoopbackProxy path = LoopbackProxy.to(server.endpoint());
  private final OkHttpClient client = client();
  private final long startedNanos = time.nanoTime();
  private @Nullable DatadogApiSource source;

  private OkHttpClient client() {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    return HttpClients.newClient()
        .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
        .build();
  }

  private void start(Protocol protocol) {
    start(
        protocol == Protocol.HTTP_2
            ? client
            : client.newBuilder().protocols(List.of(protocol)).build());
  }

  private void start(OkHttpClient calls) {
    api.account().limit(1_000_000);
    api.otherSeries(text -> List.of(DatadogSeries.constant(7)));
    source =
        DatadogApiSource.create(
            SourceContext.builder(time, time, Runnable::run).build(),
            DatadogApiOptions.builder()
                .endpoint(URI.create("https://127.0.0.1:" + path.port()))
                .freshFor(Duration.ZERO)
                .staleFor(Duration.ZERO)
                .batching(false)
                .maxParallelRequests(2 * POOLED)
                .build(),
            new ConnectionsByHost(calls, time));
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.close();
    }
    HttpClients.close(client);
    path.close();
    server.close();
  }

  private CompletableFuture<MetricAnswer> read(int i) {
    ApiTrigger trigger = (ApiTrigger) DatadogTrigger.parse(ExampleTriggers.api(text(i)).build());
    assertThat(trigger.query()).isEqualTo(query(text(i)));
    return requireNonNull(source).fetch(trigger, Deadline.in(TIMEOUT, time));
  }

  private void givesSeven(CompletableFuture<MetricAnswer> read) throws Exception {
    assertThat(((Sample) await(read).outcome()).value()).isEqualTo(7);
  }

  /**
   * Lets the injected time pass, but not as much as the read has: on a busy machine the connection
   * may take longer, and must not look dead.
   */
  private MetricAnswer await(CompletableFuture<MetricAnswer> read) throws Exception {
    return time.await(read, TIMEOUT.dividedBy(2));
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void costOneTimeoutIfTheyDie(Protocol protocol) throws Exception {
    start(protocol);
    fill(protocol);
    assertThat(path.connections()).isEqualTo(protocol == Protocol.HTTP_2 ? 1 : POOLED);
    CountDownLatch lost = path.silenceConnections();
    CompletableFuture<MetricAnswer> unlucky = read(100);
    assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
    time.advance(TIMEOUT);
    assertThat(unlucky)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withCauseInstanceOf(TransportException.class);
    givesSeven(read(101));
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void costNoReadIfTheServerClosedThem(Protocol protocol) throws Exception {
    start(protocol);
    fill(protocol);
    path.closeConnections();
    givesSeven(read(100));
  }

  @Test
  void areNotRetriedAtAnUntrustedHost() {
    OkHttpClient distrustful = HttpClients.newClient().build();
    try {
      start(distrustful);
      CompletableFuture<MetricAnswer> read = read(0);
      assertThatThrownBy(() -> await(read))
          .hasCauseInstanceOf(TransportException.class)
          .hasMessageContaining("127.0.0.1: its certificate is not trusted")
          .hasMessageContaining("javax.net.ssl.trustStore");
      assertThat(time.nanoTime() - startedNanos).isLessThan(TIMEOUT.toNanos());
      assertThat(path.connections()).isEqualTo(1);
    } finally {
      HttpClients.close(distrustful);
    }
  }

  /** Opens as many connections at once as the protocol needs. */
  private void fill(Protocol protocol) throws Exception {
    givesSeven(read(0));
    if (protocol == Protocol.HTTP_2) {
      return;
    }
    CountDownLatch arrived = new CountDownLatch(POOLED);
    api.latency(
        () -> {
          arrived.countDown();
          awaitAll(arrived);
          return Duration.ZERO;
        });
    List<CompletableFuture<MetricAnswer>> reads = new ArrayList<>();
    for (int i = 0; i < POOLED; i++) {
      time.advance(Duration.ofMillis(1));
      reads.add(read(i));
    }
    for (CompletableFuture<MetricAnswer> read : reads) {
      givesSeven(read);
    }
    api.latency(Duration.ZERO);
  }

  private static void awaitAll(CountDownLatch arrived) {
    try {
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
