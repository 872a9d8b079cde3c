package io.github.scaler4j.clusteragent;

import io.github.scaler4j.fixtures.ReusableSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.NullMarked;

/** A TLS server on the loopback interface whose answers and certificate a test sets. */
@NullMarked
final class TestAgent implements AutoCloseable {

  private final MockWebServer server = new MockWebServer();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Queue<CountDownLatch> stalled = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch handshakes = new CountDownLatch(0);
  private volatile SSLSocketFactory sockets;
  private volatile Function<RecordedRequest, MockResponse> answers =
      request -> AgentAnswers.value("2");

  TestAgent(HeldCertificate certificate) throws IOException {
    this(certificate, 0, true);
  }

  TestAgent(HeldCertificate certificate, int port, boolean http2) throws IOException {
    this.sockets = socketsOf(certificate);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answers.apply(request);
          }
        });
    if (!http2) {
      server.setProtocols(List.of(Protocol.HTTP_1_1));
    }
    server.setServerSocketFactory(ReusableSockets.create());
    server.useHttps(new CurrentSockets());
    server.start(InetAddress.getByName("localhost"), port);
  }

  static HeldCertificate authority() {
    return new HeldCertificate.Builder().ecdsa256().certificateAuthority(0).build();
  }

  /** Like the agent's own, it names only localhost. */
  static HeldCertificate signedBy(HeldCertificate authority, String name) {
    return new HeldCertificate.Builder()
        .ecdsa256()
        .signedBy(authority)
        .commonName(name)
        .addSubjectAlternativeName(name)
        .build();
  }

  /** Like an agent that restarts with a new certificate: all its connections end. */
  void show(HeldCertificate next) {
    sockets = socketsOf(next);
    connections.removeIf(TestAgent::closed);
  }

  private static boolean closed(Socket socket) {
    try {
      socket.close();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void answer(Function<RecordedRequest, MockResponse> next) {
    answers = next;
  }

  void answer(MockResponse next) {
    answers = request -> next;
  }

  /** Accepts requests without answering, until another answer is set or it is closed. */
  void stall() {
    CountDownLatch end = new CountDownLatch(1);
    stalled.add(end);
    answers =
        request -> {
          await(end);
          return AgentAnswers.value("2");
        };
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers stalled and new requests with 2. */
  void release() {
    answers = request -> AgentAnswers.value("2");
    stalled.forEach(CountDownLatch::countDown);
  }

  /**
   * Accepts connections without answering their handshakes.
   *
   * @return lets them go on at zero
   */
  CountDownLatch holdHandshakes() {
    CountDownLatch end = new CountDownLatch(1);
    handshakes = end;
    return end;
  }

  /** Returns how many connections were accepted since the last {@link #show}. */
  int connections() {
    return connections.size();
  }

  int requests() {
    return server.getRequestCount();
  }

  RecordedRequest taken() throws InterruptedException {
    return server.takeRequest();
  }

  int port() {
    return server.getPort();
  }

  /** An IP address, so that a certificate for localhost does not name it. */
  URI byAddress() {
    return URI.create("https://127.0.0.1:" + port());
  }

  URI byName() {
    return URI.create("https://localhost:" + port());
  }

  @Override
  public void close() {
    release();
    handshakes.countDown();
    server.close();
  }

  private static SSLSocketFactory socketsOf(HeldCertificate certificate) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .build()
        .sslContext()
        .getSocketFactory();
  }

  /** Presents the current certificate. A new one ends the sessions that saw the old one. */
  private final class CurrentSockets extends SSLSocketFactory {

    @Override
    public Socket createSocket(Socket accepted, String host, int port, boolean autoClose)
        throws IOException {
      connections.add(accepted);
      await(handshakes);
      return sockets.createSocket(accepted, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException("server side only");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("server side only");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException("server side only");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException("server side only");
    }
  }
}
