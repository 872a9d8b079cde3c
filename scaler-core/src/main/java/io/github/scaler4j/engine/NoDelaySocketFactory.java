package io.github.scaler4j.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Makes sockets with TCP_NODELAY: OkHttp leaves Nagle's algorithm on, which delays HTTP/2. They
 * count what is read from them.
 */
final class NoDelaySocketFactory extends SocketFactory {

  private static final ThreadLocal<long[]> BYTES_READ = ThreadLocal.withInitial(() -> new long[1]);

  /** Returns how many bytes the current thread has read from sockets of this kind. */
  static long bytesRead() {
    return BYTES_READ.get()[0];
  }

  @Override
  public Socket createSocket() throws SocketException {
    Socket socket = new CountingSocket();
    socket.setTcpNoDelay(true);
    return socket;
  }

  // OkHttp connects by itself.
  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw unconnectedOnly();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw unconnectedOnly();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw unconnectedOnly();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw unconnectedOnly();
  }

  private static IOException unconnectedOnly() {
    return new IOException("a socket is made unconnected here");
  }

  private static final class CountingSocket extends Socket {

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int read = super.read();
          count(read < 0 ? 0 : 1);
          return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
          int read = super.read(target, offset, length);
          count(read);
          return read;
        }
      };
    }

    private static void count(int bytes) {
      if (bytes > 0) {
        BYTES_READ.get()[0] += bytes;
      }
    }
  }
}
