package io.github.scaler4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class NoDelaySocketFactoryTest {

  @Test
  void findsTheSocketBeneathAnOpenTlsSocket() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket raw = new NoDelaySocketFactory().createSocket()) {
      raw.connect(server.getLocalSocketAddress());
      Socket layered = tls.createSocket(raw, "localhost", server.getLocalPort(), true);
      try (layered) {
        assertThat(NoDelaySocketFactory.beneath(layered)).isSameAs(raw);
      }
      assertThat(raw.isClosed()).isTrue();
      assertThat(NoDelaySocketFactory.beneath(layered)).isNull();
    }
  }

  @Test
  void knowsNoSocketOfAnotherFactory() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 1, loopback);
        Socket other = new Socket(loopback, server.getLocalPort())) {
      assertThat(NoDelaySocketFactory.beneath(other)).isNull();
    }
  }
}
