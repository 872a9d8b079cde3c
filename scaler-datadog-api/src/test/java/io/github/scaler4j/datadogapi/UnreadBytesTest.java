package io.github.scaler4j.datadogapi;

import static io.github.scaler4j.datadogapi.TestSource.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.scaler4j.engine.HttpClients;
import io.github.scaler4j.engine.HttpConnections;
import io.github.scaler4j.fixtures.ExampleTriggers;
import io.github.scaler4j.source.Deadline;
import io.github.scaler4j.source.MetricAnswer;
import io.github.scaler4j.source.MetricOutcome.Sample;
import io.github.scaler4j.source.SourceContext;
import io.github.scaler4j.source.TimeSource;
import io.github.scaler4j.trigger.DatadogTrigger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Surplus bytes after an HTTP/1.1 answer do not answer the next request. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Each test calls start() first.
class UnreadBytesTest {

  private static final String SURPLUS_BODY = "tail of a body that was longer than it said";

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
  private final HandshakeCertificates trust =
      new HandshakeCertificates.Builder()
          .heldCertificate(certificate)
          .addTrustedCertificate(certificate.certificate())
          .build();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final ReentrantLock sending = new ReentrantLock();
  private final OkHttpClient client =
      HttpClients.newClient()
          .protocols(List.of(Protocol.HTTP_1_1))
          .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
          .build();
  private ServerSocket server;
  private DatadogApiSource source;

  private void start(boolean tls, boolean apart, String surplus) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server =
        tls
            ? trust.sslContext().getServerSocketFactory().createServerSocket(0, 10, loopback)
            : new ServerSocket(0, 10, loopback);
    Thread accepting = new Thread(() -> accept(apart, surplus));
    accepting.setDaemon(true);
    accepting.start();
    source =
        DatadogApiSource.create(
            SourceContext.builder(TimeSource.system(), scheduler, Runnable::run).build(),
            DatadogApiOptions.builder()
                .endpoint(
                    URI.create((tls ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort()))
                .freshFor(Duration.ZERO)
                .staleFor(Duration.ZERO)
                .batching(false)
                .build(),
            new HttpConnections(client));
  }

  @AfterEach
  void stop() throws IOException {
    source.close();
    HttpClients.close(client);
    server.close();
    scheduler.shutdownNow();
  }

  private void accept(boolean apart, String surplus) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        // Otherwise the surplus would wait for the acknowledgement of the answer.
        socket.setTcpNoDelay(true);
        Thread serving = new Thread(() -> serve(socket, apart, surplus));
        serving.setDaemon(true);
        serving.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Answers each request with 7, and sends the surplus behind the first answer. */
  private void serve(Socket socket, boolean apart, String surplus) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      OutputStream out = socket.getOutputStream();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isEmpty()) {
          continue;
        }
        sending.lock();
        try {
          send(out, apart, surplus);
        } finally {
          sending.unlock();
        }
      }
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  private static void send(OutputStream out, boolean apart, String surplus) throws IOException {
    if (apart) {
      out.write(answer(7).getBytes(ISO_8859_1));
      out.flush();
      out.write(surplus.getBytes(ISO_8859_1));
    } else {
      out.write((answer(7) + surplus).getBytes(ISO_8859_1));
    }
    out.flush();
  }

  private static String answer(int value) {
    String body = "{\"status\":\"ok\",\"series\":[{\"pointlist\":[[1,%d]]}]}".formatted(value);
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private double read(int i) throws Exception {
    DatadogTrigger trigger = DatadogTrigger.parse(ExampleTriggers.api(text(i)).build());
    CompletableFuture<MetricAnswer> read =
        source.fetch(trigger, Deadline.in(Duration.ofSeconds(20), TimeSource.system()));
    double value = ((Sample) read.get(20, TimeUnit.SECONDS).outcome()).value();
    // The surplus has been sent too before the next read.
    assertThat(sending.tryLock(20, TimeUnit.SECONDS)).isTrue();
    sending.unlock();
    return value;
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, answer",
    "false, true, answer",
    "true, false, answer",
    "true, true, answer",
    "false, false, tail",
    "false, true, tail",
    "true, false, tail",
    "true, true, tail"
  })
  void becomeNoAnswer(boolean tls, boolean apart, String surplus) throws Exception {
    start(tls, apart, surplus.equals("answer") ? answer(99) : SURPLUS_BODY);
    for (int i = 0; i < 5; i++) {
      assertThat(read(i)).isEqualTo(7);
    }
  }
}
