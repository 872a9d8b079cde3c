package io.github.scaler4j.clusteragent;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.scaler4j.error.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A handshake that fails, but not because of the agent's certificate. */
@NullMarked
@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first.
class BrokenHandshakeTest {

  /** What the server sends before it closes the connection. */
  private enum Answer {
    NONE(""),
    HANDSHAKE_FAILURE("15030300020228"),
    PROTOCOL_VERSION("15030300020246"),
    INTERNAL_ERROR("15030300020250"),
    PLAIN_TEXT(
        HexFormat.of()
            .formatHex("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    private final String hex;

    Answer(String hex) {
      this.hex = hex;
    }

    byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }
  }

  private ServerSocket server;
  private volatile Answer answer = Answer.NONE;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    Thread thread = new Thread(this::serve, "broken-agent");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket accepted = server.accept()) {
        byte[] hello = new byte[5];
        if (accepted.getInputStream().readNBytes(hello, 0, hello.length) == hello.length) {
          int length = ((hello[3] & 0xff) << 8) | (hello[4] & 0xff);
          accepted.getInputStream().readNBytes(length);
          accepted.getOutputStream().write(answer.bytes());
        }
      } catch (IOException e) {
        // The client or the test has closed it.
      }
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void isNotExplainedWithAdviceForACertificate(Answer kind) {
    answer = kind;
    try (ClusterAgentSource source =
        ClusterAgentSource.create(
            AgentReads.context(),
            AgentReads.uncached().toBuilder()
                .endpoint(URI.create("https://localhost:" + server.getLocalPort()))
                .build())) {
      assertThatThrownBy(() -> AgentReads.read(source, AgentReads.trigger()))
          .isInstanceOf(TransportException.class)
          .hasMessageStartingWith("localhost: ")
          .hasMessageNotContainingAny("pin its key", "names only localhost", "trust");
    }
  }
}
