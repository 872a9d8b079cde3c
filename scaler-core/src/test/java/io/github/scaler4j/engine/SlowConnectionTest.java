package io.github.scaler4j.engine;

import static io.github.scaler4j.engine.NumberingServer.HELD;
import static io.github.scaler4j.engine.NumberingServer.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TestTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that takes most of a request's time to open. */
@SuppressWarnings("NullAway.Init") // Each test calls start() first.
@Timeout(30)
class SlowConnectionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final TestTime time = new TestTime();
  private final SourceContext context = time.context();
  private final CountDownLatch connecting = new CountDownLatch(1);
  private volatile CountDownLatch mayConnect = new CountDownLatch(0);
  private OkHttpClient client;
  private ConnectionsByHost connections;
  private NumberingServer server;

  private void start(Protocol protocol) throws IOException {
    client =
        HttpClients.newCleartextClient()
            .protocols(List.of(protocol))
            .eventListener(new Gate())
            .build();
    connections = new ConnectionsByHost(client, time);
    server = new NumberingServer(protocol);
  }

  /** Also keeps a call's own timeout, which passes in real time, from ending it. */
  private final class Gate extends EventListener {
    @Override
    public void callStart(Call call) {
      call.timeout().clearTimeout();
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
      if (mayConnect.getCount() > 0) {
        connecting.countDown();
      }
      try {
        mayConnect.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @AfterEach
  void stop() {
    mayConnect.countDown();
    connections.close();
    HttpClients.close(client);
    server.close();
  }

  private CompletableFuture<String> send(String path, Duration timeout) {
    return new HttpExchange(connections, 10, context, new SourceEvents(context))
        .send(
            new Request.Builder().url(server.url(path)).build(),
            time.in(timeout),
            1,
            1,
            (status, headers, body) -> body.readUtf8());
  }

  private String ask() throws Exception {
    return send(OPEN, TIMEOUT).get(20, TimeUnit.SECONDS);
  }

  /** Sends a request that waits for its answer for as long as its connection leaves it. */
  private void waitInVain(Duration overTheConnection) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    mayConnect = gate;
    CompletableFuture<String> late = send(HELD, TIMEOUT);
    assertThat(connecting.await(20, TimeUnit.SECONDS)).isTrue();
    time.advance(TIMEOUT.minus(overTheConnection));
    gate.countDown();
    server.await(HELD);
    assertThat(late).isNotDone();
    time.advance(overTheConnection);
    assertThat(late).isCompletedExceptionally();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 999})
  void isKeptIfItHadNoTimeToAnswer(long millis) throws Exception {
    start(Protocol.H2_PRIOR_KNOWLEDGE);
    waitInVain(Duration.ofMillis(millis));
    assertThat(ask()).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_999})
  void isGivenUpIfItHadTimeToAnswer(long millis) throws Exception {
    start(Protocol.H2_PRIOR_KNOWLEDGE);
    waitInVain(Duration.ofMillis(millis));
    assertThat(ask()).isEqualTo("1");
  }

  @Test
  void costsNoOtherConnectionOverHttp1() throws Exception {
    start(Protocol.HTTP_1_1);
    CompletableFuture<String> other = send(HELD, Duration.ofMinutes(1));
    server.await(HELD);
    waitInVain(Duration.ofMillis(100));
    server.release();
    assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("0");
    awaitNoCalls();
    assertThat(ask()).isEqualTo("0");
  }

  private void awaitNoCalls() {
    while (client.dispatcher().runningCallsCount() > 0) {
      Thread.onSpinWait();
    }
  }
}
