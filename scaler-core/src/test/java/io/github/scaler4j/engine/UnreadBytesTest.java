package io.github.scaler4j.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Surplus bytes after an HTTP/1.1 answer do not answer the next request. A server answers with the
 * number of the connection that a request came over.
 */
@SuppressWarnings("NullAway.Init") // Each test calls start() first.
@Timeout(30)
class UnreadBytesTest {

  private static final String SURPLUS_ANSWER = answer("not asked for");
  private static final String SURPLUS_BODY = "tail of a body that was longer than it said";

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private final HandshakeCertificates trust =
      new HandshakeCertificates.Builder()
          .heldCertificate(certificate)
          .addTrustedCertificate(certificate.certificate())
          .build();
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private OkHttpClient client =
      HttpClients.newClient()
          .protocols(List.of(Protocol.HTTP_1_1))
          .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
          .addNetworkInterceptor(this::noteSocket)
          .build();
  private ServerSocket server;
  private boolean tls;
  private boolean socks;
  private volatile String appendix = "";
  private volatile Socket used;

  private void start(boolean withTls) throws IOException {
    tls = withTls;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server =
        tls
            ? trust.sslContext().getServerSocketFactory().createServerSocket(0, 10, loopback)
            : new ServerSocket(0, 10, loopback);
    startThread(this::accept);
  }

  private static void startThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    HttpClients.close(client);
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        // Otherwise the surplus would wait for the acknowledgement of the answer.
        socket.setTcpNoDelay(true);
        String number = Integer.toString(accepted.size());
        accepted.add(socket);
        startThread(() -> serve(socket, number));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, String number) {
    try (socket) {
      if (socks) {
        greetAsProxy(socket);
      }
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          write(socket, answer(number) + appendix);
        }
      }
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  /** Plays a SOCKS 5 proxy and, behind it, the server. */
  private static void greetAsProxy(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    in.readByte();
    in.skipNBytes(in.readByte());
    out.write(new byte[] {5, 0});
    in.skipNBytes(3);
    byte kind = in.readByte();
    in.skipNBytes((kind == 3 ? in.readByte() : 4) + Short.BYTES);
    out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private static String answer(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private Response noteSocket(Interceptor.Chain chain) throws IOException {
    used = chain.connection().socket();
    return chain.proceed(chain.request());
  }

  private String ask() throws IOException {
    String url = (tls ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort();
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    }
  }

  @ParameterizedTest
  @CsvSource({"false, answer", "false, body", "true, answer", "true, body"})
  void takesAnotherConnectionIfTheyAreInTheSocket(boolean withTls, String kind) throws Exception {
    start(withTls);
    assertThat(ask()).isEqualTo("0");
    Socket first = used;
    write(accepted.get(0), kind.equals("answer") ? SURPLUS_ANSWER : SURPLUS_BODY);
    awaitBytes(first);
    assertThat(ask()).isEqualTo("1");
    assertThat(first.isClosed()).isTrue();
    assertThat(ask()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({"false, answer", "false, body", "true, answer", "true, body"})
  void failsTheRequestIfTheyAreBuffered(boolean withTls, String kind) throws Exception {
    start(withTls);
    appendix = kind.equals("answer") ? SURPLUS_ANSWER : SURPLUS_BODY;
    assertThat(ask()).isEqualTo("0");
    appendix = "";
    assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    assertThat(ask()).isEqualTo("1");
  }

  private void awaitBytes(Socket socket) throws IOException {
    Socket bare = requireNonNull(tls ? NoDelaySocketFactory.beneath(socket) : socket);
    while (bare.getInputStream().available() == 0) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reusesAConnectionWithoutThem(boolean withTls) throws Exception {
    start(withTls);
    for (int i = 0; i < 5; i++) {
      assertThat(ask()).isEqualTo("0");
    }
  }

  /** TLS sends bytes of its own, such as session tickets and new keys. */
  @Test
  void reusesAConnectionWithBytesOfTls() throws Exception {
    start(true);
    assertThat(ask()).isEqualTo("0");
    ((SSLSocket) accepted.get(0)).startHandshake();
    awaitBytes(used);
    assertThat(ask()).isEqualTo("0");
    assertThat(used.getSoTimeout()).isZero();
  }

  /** What is read from such a socket is not counted. */
  @Test
  void reusesAConnectionToASocksProxy() throws Exception {
    socks = true;
    start(false);
    client =
        client
            .newBuilder()
            .proxy(
                new Proxy(
                    Proxy.Type.SOCKS,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort())))
            .build();
    assertThat(ask()).isEqualTo("0");
    assertThat(ask()).isEqualTo("0");
  }
}
