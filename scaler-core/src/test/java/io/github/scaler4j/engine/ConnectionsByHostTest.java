package io.github.scaler4j.engine;

import static io.github.scaler4j.engine.NumberingServer.HELD;
import static io.github.scaler4j.engine.NumberingServer.OPEN;
import static io.github.scaler4j.engine.NumberingServer.PAIRED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.scaler4j.error.TransportException;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TestTime;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway.Init") // Each test calls start() first.
@Timeout(30)
class ConnectionsByHostTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SHORT = SECOND.minusMillis(1);

  /** Two requests at once need so many connections. */
  private enum Version {
    HTTP_1(Protocol.HTTP_1_1, 2),
    HTTP_2(Protocol.H2_PRIOR_KNOWLEDGE, 1);

    private final Protocol protocol;
    private final int pooled;

    Version(Protocol protocol, int pooled) {
      this.protocol = protocol;
      this.pooled = pooled;
    }
  }

  private final TestTime time = new TestTime();
  private final SourceContext context = time.context();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private OkHttpClient client;
  private ConnectionsByHost connections;
  private NumberingServer server;
  private NumberingServer other;

  private void start(Version version) throws IOException {
    client =
        HttpClients.newCleartextClient()
            .protocols(List.of(version.protocol))
            .eventListener(new NoRealTimeout())
            .addNetworkInterceptor(this::noteSocket)
            .build();
    connections = new ConnectionsByHost(client, time);
    server = new NumberingServer(version.protocol);
    other = new NumberingServer(version.protocol);
  }

  /** A call's own timeout passes in real time, and would end it early on a busy machine. */
  private static final class NoRealTimeout extends EventListener {
    @Override
    public void callStart(Call call) {
      call.timeout().clearTimeout();
    }
  }

  private Response noteSocket(Interceptor.Chain chain) throws IOException {
    sockets.add(chain.connection().socket());
    return chain.proceed(chain.request());
  }

  @AfterEach
  void stop() {
    connections.close();
    HttpClients.close(client);
    server.close();
    other.close();
  }

  private CompletableFuture<String> send(NumberingServer to, String path, Duration timeout) {
    return new HttpExchange(connections, 10, context, new SourceEvents(context))
        .send(
            new Request.Builder().url(to.url(path)).build(),
            time.in(timeout),
            1,
            1,
            (status, headers, body) -> body.readUtf8());
  }

  /** Returns the number of the connection that a request takes. */
  private int ask(NumberingServer to) throws Exception {
    return Integer.parseInt(await(send(to, OPEN, SECOND)));
  }

  private static String await(CompletableFuture<String> answer) throws Exception {
    return answer.get(20, TimeUnit.SECONDS);
  }

  /** Opens the connections that two requests at once need. */
  private void fill(Version version) throws Exception {
    assertThat(ask(server)).isZero();
    CompletableFuture<String> one = send(server, PAIRED, SECOND);
    CompletableFuture<String> two = send(server, PAIRED, SECOND);
    assertThat(List.of(await(one), await(two))).contains(Integer.toString(version.pooled - 1));
    assertThat(sockets).hasSize(version.pooled);
  }

  private CompletableFuture<String> sendHeld(Duration timeout) throws Exception {
    CompletableFuture<String> held = send(server, HELD, timeout);
    server.await(HELD);
    return held;
  }

  private void waitInVain(Duration timeout) throws Exception {
    CompletableFuture<String> unanswered = sendHeld(timeout);
    time.advance(timeout);
    assertThat(unanswered).isCompletedExceptionally();
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheConnectionsOfAHostThatIsSilentForASecond(Version version) throws Exception {
    start(version);
    fill(version);
    waitInVain(SECOND);
    assertThat(ask(server)).isEqualTo(version.pooled);
  }

  @ParameterizedTest
  @EnumSource
  void tellsACallThatItsConnectionsWereGivenUp(Version version) throws Exception {
    start(version);
    BooleanSupplier givenUp = givenUp();
    fill(version);
    waitInVain(SHORT);
    assertThat(givenUp.getAsBoolean()).isFalse();
    waitInVain(SECOND);
    assertThat(givenUp.getAsBoolean()).isTrue();
    assertThat(givenUp().getAsBoolean()).isFalse();
  }

  private BooleanSupplier givenUp() {
    Request request = new Request.Builder().url(server.url(OPEN)).build();
    return ConnectionsByHost.givenUp(connections.newCall(request));
  }

  @ParameterizedTest
  @EnumSource
  void keepsThemAfterAShorterSilence(Version version) throws Exception {
    start(version);
    fill(version);
    waitInVain(SHORT);
    assertThat(ask(server)).isLessThan(version.pooled);
  }

  @ParameterizedTest
  @EnumSource
  void keepsThemIfTheCallerCancels(Version version) throws Exception {
    start(version);
    fill(version);
    sendHeld(SECOND).cancel(false);
    awaitNoCalls();
    assertThat(ask(server)).isLessThan(version.pooled);
  }

  @ParameterizedTest
  @EnumSource
  void keepsThoseOfAnotherHost(Version version) throws Exception {
    start(version);
    assertThat(ask(server)).isZero();
    assertThat(ask(other)).isZero();
    waitInVain(SECOND);
    assertThat(ask(other)).isZero();
    assertThat(ask(server)).isEqualTo(1);
  }

  /** Over HTTP/2 the answer came over the same connection, over HTTP/1.1 over another one. */
  @ParameterizedTest
  @EnumSource
  void keepsASharedConnectionThatAnswersOthersMeanwhile(Version version) throws Exception {
    start(version);
    fill(version);
    CompletableFuture<String> slow = sendHeld(SECOND);
    assertThat(ask(server)).isLessThan(version.pooled);
    time.advance(SECOND);
    assertThat(slow).isCompletedExceptionally();
    assertThat(ask(server)).isEqualTo(version == Version.HTTP_2 ? 0 : version.pooled);
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheOthersIfOneBreaks(Version version) throws Exception {
    start(version);
    fill(version);
    breakOne();
    assertThat(ask(server)).isEqualTo(version.pooled);
  }

  /** A break of a connection that worked does not count against the host. */
  @ParameterizedTest
  @EnumSource
  void tellsALostConnectionFromAHostThatNeverAnswered(Version version) throws Exception {
    start(version);
    assertThat(LostConnectionException.isCauseOf(breakOne())).isFalse();
    assertThat(ask(server)).isEqualTo(1);
    assertThat(LostConnectionException.isCauseOf(breakOne())).isTrue();
  }

  private Throwable breakOne() {
    server.breaking(true);
    CompletableFuture<String> broken = send(server, OPEN, SECOND);
    Throwable fault = catchThrowable(() -> await(broken));
    server.breaking(false);
    assertThat(fault).hasCauseInstanceOf(TransportException.class);
    return requireNonNull(fault.getCause());
  }

  @ParameterizedTest
  @EnumSource
  void letsRequestsUnderWayEnd(Version version) throws Exception {
    start(version);
    CompletableFuture<String> patient = sendHeld(SECOND.multipliedBy(2));
    waitInVain(SECOND);
    Set<Socket> left = Set.copyOf(sockets);
    assertThat(left).hasSize(version.pooled);
    assertThat(ask(server)).isEqualTo(version.pooled);
    server.release();
    assertThat(await(patient)).isEqualTo("0");
    awaitNoCalls();
    assertThat(left).allMatch(Socket::isClosed);
  }

  @ParameterizedTest
  @EnumSource
  void closesIdleConnectionsAtItsEnd(Version version) throws Exception {
    start(version);
    fill(version);
    assertThat(sockets).noneMatch(Socket::isClosed);
    connections.close();
    assertThat(sockets).hasSize(version.pooled).allMatch(Socket::isClosed);
  }

  private void awaitNoCalls() {
    while (client.dispatcher().runningCallsCount() > 0) {
      Thread.onSpinWait();
    }
  }
}
