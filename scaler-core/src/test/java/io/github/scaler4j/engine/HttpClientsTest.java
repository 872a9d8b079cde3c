package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
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

  /** Since version 5.4, OkHttp itself sends it as it is. */
  @Test
  void sendsNoHttpsRequestInClearText() throws Exception {
    OkHttpClient cleartext = HttpClients.newCleartextClient().build();
    ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    CompletableFuture<Integer> firstByte = CompletableFuture.supplyAsync(() -> firstByte(port));
    try {
      Call call =
          cleartext.newCall(
              new Request.Builder().url("https://localhost:" + port.getLocalPort()).build());
      assertThatThrownBy(call::execute).isInstanceOf(IllegalStateException.class);
    } finally {
      HttpClients.close(cleartext);
      port.close();
    }
    assertThat(firstByte.get(20, TimeUnit.SECONDS)).as("end of file").isEqualTo(-1);
  }

  private static int firstByte(ServerSocket port) {
    try (Socket socket = port.accept()) {
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  @Nested
  class ARequest {

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 401, 408, 421, 429, 500, 503})
    void leavesOnceWhateverTheAnswer(int status) throws IOException {
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
    void leavesOnceHoweverTheConnectionBreaks(List<Protocol> protocols, MockResponse response)
        throws IOException {
      start(protocols);
      answerAlways(response);
      assertThatThrownBy(HttpClientsTest.this::ask).isInstanceOf(IOException.class);
      assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("io.github.scaler4j.engine.HttpClientsTest#breaks")
    void leavesOnceOverAConnectionThatWorkedBefore(List<Protocol> protocols, MockResponse response)
        throws IOException {
      start(protocols);
      answerAlways(new MockResponse.Builder().build());
      assertThat(ask()).isEqualTo(200);
      answerAlways(response);
      assertThatThrownBy(HttpClientsTest.this::ask).isInstanceOf(IOException.class);
      assertThat(server.getRequestCount()).isEqualTo(2);
    }
  }

  /** HTTP/2 lets hosts with one address and one certificate share a connection. */
  @Test
  void sharesNoConnectionBetweenHosts() throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("*.example").build();
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(certificate.certificate())
            .build();
    server.useHttps(trust.sslSocketFactory());
    start(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    Set<Connection> connections = new HashSet<>();
    client =
        client
            .newBuilder()
            .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
            .addNetworkInterceptor(
                chain -> {
                  connections.add(chain.connection());
                  return chain.proceed(chain.request());
                })
            .build();
    answerAlways(new MockResponse.Builder().build());
    for (String host : List.of("one.example", "two.example", "two.example")) {
      Request request =
          new Request.Builder().url("https://" + host + ":" + server.getPort() + "/").build();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
      }
    }
    assertThat(connections).hasSize(2);
  }

  /** What keeps OkHttp from repeating a request does not change what the answer asks for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "7",
        "7.5",
        "99999999",
        "99999999999999999999",
        "99999999999999999999.5",
        "soon",
        "Thu, 26 Nov 2026 05:01:00 GMT"
      })
  void leavesRetryAfterAsItIs(String text) throws IOException {
    start(HTTP1);
    MockResponse unavailable =
        new MockResponse.Builder().code(503).addHeader("Retry-After", text).build();
    answerAlways(unavailable);
    Request request = new Request.Builder().url(server.url("/")).build();
    Instant now = Instant.parse("2026-11-26T05:00:00Z");
    try (Response response = client.newCall(request).execute()) {
      assertThat(HeaderValue.retryAfter(response.headers(), now))
          .isEqualTo(HeaderValue.retryAfter(unavailable.getHeaders(), now));
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
