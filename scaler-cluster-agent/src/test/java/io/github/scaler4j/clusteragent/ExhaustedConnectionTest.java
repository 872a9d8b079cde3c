package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.fixtures.ManualTime;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.SourceContext;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An HTTP/2 connection that is open but takes no more requests. */
@NullMarked
@Timeout(60)
class ExhaustedConnectionTest {

  private static final InetSocketAddress ADDRESS =
      InetSocketAddress.createUnresolved("localhost", 1);

  private final ManualTime time = ManualTime.startingAt(Instant.parse("2026-01-01T00:00:30Z"));
  private final SourceContext context = SourceContext.builder(time, time, Runnable::run).build();
  private final FirstConnection first = new FirstConnection("agent", context);
  private final Call call =
      new OkHttpClient().newCall(new Request.Builder().url("http://localhost").build());

  private CompletableFuture<Boolean> enter() {
    return first.enter(Deadline.in(Duration.ofSeconds(60), time));
  }

  private static SharedConnection open(Protocol protocol) {
    Socket socket = new Socket();
    Connection connection =
        (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> method.getName().equals("protocol") ? protocol : socket);
    return new SharedConnection(connection, () -> false);
  }

  private void connect(RequestProgress request) {
    request.connectStart(call, ADDRESS, java.net.Proxy.NO_PROXY);
  }

  private RequestProgress sharing() {
    assertThat(enter()).isCompletedWithValue(false);
    return new RequestProgress(first, false);
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_2", "H2_PRIOR_KNOWLEDGE"})
  void isReplacedByTheRequestThatNoticesIt(Protocol protocol) {
    first.onConnection(open(protocol));
    RequestProgress noticing = sharing();
    connect(noticing);
    List<CompletableFuture<Boolean>> others = List.of(enter(), enter(), enter());
    assertThat(others).noneMatch(CompletableFuture::isDone);
    first.onConnection(open(protocol));
    noticing.onEnd(null);
    assertThat(others).allSatisfy(other -> assertThat(other).isCompletedWithValue(false));
  }

  @Test
  void isReplacedByTheNextIfThatOneFails() {
    first.onConnection(open(Protocol.HTTP_2));
    RequestProgress noticing = sharing();
    connect(noticing);
    CompletableFuture<Boolean> second = enter();
    CompletableFuture<Boolean> third = enter();
    noticing.onEnd(null);
    assertThat(second).isCompletedWithValue(true);
    assertThat(third).isNotDone();
  }

  @Test
  void isReplacedByOneMoreEachSecondThatItTakes() {
    first.onConnection(open(Protocol.HTTP_2));
    connect(sharing());
    CompletableFuture<Boolean> second = enter();
    time.advance(Duration.ofMillis(999));
    assertThat(second).isNotDone();
    time.advance(Duration.ofMillis(1));
    assertThat(second).isCompletedWithValue(true);
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"HTTP_1_0", "HTTP_1_1"})
  void isNoneThatCarriesOneRequestAtATime(Protocol protocol) {
    first.onConnection(open(protocol));
    connect(sharing());
    assertThat(enter()).isCompletedWithValue(false);
  }

  /** Each admission that is counted twice would let another request connect. */
  @Nested
  class ARequest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void countsOnceForAllAddressesOfItsHost(int addresses) {
      first.onConnection(open(Protocol.HTTP_2));
      RequestProgress noticing = sharing();
      for (int i = 0; i < addresses; i++) {
        connect(noticing);
      }
      CompletableFuture<Boolean> second = enter();
      CompletableFuture<Boolean> third = enter();
      assertThat(second).isNotDone();
      noticing.onEnd(null);
      noticing.onEnd(null);
      assertThat(second).isCompletedWithValue(true);
      assertThat(third).isNotDone();
    }

    @Test
    void countsNotOnceItHasEnded() {
      first.onConnection(open(Protocol.HTTP_2));
      RequestProgress late = sharing();
      late.onEnd(null);
      connect(late);
      assertThat(enter()).isCompletedWithValue(false);
    }

    @Test
    void countsOnceIfItWasLetInToConnect() {
      assertThat(enter()).isCompletedWithValue(true);
      RequestProgress opening = new RequestProgress(first, true);
      CompletableFuture<Boolean> second = enter();
      CompletableFuture<Boolean> third = enter();
      connect(opening);
      assertThat(second).isNotDone();
      opening.onEnd(null);
      assertThat(second).isCompletedWithValue(true);
      assertThat(third).isNotDone();
    }
  }
}
