package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpClientsTest {

  private static final List<Protocol> HTTP1 = List.of(Protocol.HTTP_1_1);
  private static final List<Protocol> HTTP2 = List.of(Protocol.H2_PRIOR_KNOWLEDGE);

  private final MockWebServer server = new MockWebServer();
  private OkHttpClient client = HttpClients.newClient().build();

  @AfterEach
  void stop() {
    HttpClients.close(client);
    server.close();
  }

  private void start(List<Protocol> protocols) throws IOException {
    server.setProtocols(protocols);
    server.start();
    client =
        client
            .newBuilder()
            .protocols(protocols)
            .dns(
                host -> List.of(InetAddress.getLoopbackAddress(), InetAddress.getLoopbackAddress()))
            .build();
  }

  private int ask() throws IOException {
    Request request = new Request.Builder().url(server.url("/")).build();
    try (Response response = client.newCall(request).execute()) {
      assertThat(response.body().bytes()).isNotNull();
      return response.code();
    }
  }

  private void answerAlways(MockResponse response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response;
          }

          @Override
          public MockResponse peek() {
            return response;
          }
        });
  }

  @Test
  void findsDeadConnectionsByAPing() {
    assertThat(client.pingIntervalMillis()).isEqualTo(Duration.ofSeconds(5).toMillis());
  }

  @Nested
  class ARequestLeavesOnce {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 401, 408, 421, 429, 500, 503})
    void whateverTheAnswer(int status) throws IOException {
      start(HTTP1);
      answerAlways(
          new MockResponse.Builder()
              .code(status)
              .addHeader("Retry-After", "0")
              .addHeader("Location", "/elsewhere")
              .build());
      assertThat(ask()).isEqualTo(status);
      assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.github.scaler4j.engine.HttpClientsTest#breaks")
    void howeverTheConnectionBreaks(List<Protocol> protocols, MockResponse response)
        throws IOException {
      start(protocols);
      answerAlways(response);
      assertThatThrownBy(HttpClientsTest.this::ask).isInstanceOf(IOException.class);
      assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.github.scaler4j.engine.HttpClientsTest#breaks")
    void overAConnectionThatWorkedBefore(List<Protocol> protocols, MockResponse response)
        throws IOException {
      start(protocols);
      answerAlways(new MockResponse.Builder().build());
      assertThat(ask()).isEqualTo(200);
      answerAlways(response);
      assertThatThrownBy(HttpClientsTest.this::ask).isInstanceOf(IOException.class);
      assertThat(server.getRequestCount()).isEqualTo(2);
    }
  }

  static Stream<Arguments> breaks() {
    int refused = 7; // REFUSED_STREAM, of which HTTP/2 says that it may be repeated
    int cancel = 8;
    return Stream.of(
        Arguments.of(HTTP1, onStart(new SocketEffect.CloseSocket())),
        Arguments.of(HTTP1, onStart(new SocketEffect.CloseStream(0))),
        Arguments.of(HTTP2, onStart(new SocketEffect.CloseSocket())),
        Arguments.of(HTTP2, onStart(new SocketEffect.CloseStream(refused))),
        Arguments.of(HTTP2, onStart(new SocketEffect.CloseStream(cancel))));
  }

  private static MockResponse onStart(SocketEffect effect) {
    return new MockResponse.Builder().onResponseStart(effect).build();
  }
}
