package io.github.scaler4j.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates sockets with TCP_NODELAY, because OkHttp leaves Nagle's algorithm on, which delays
 * HTTP/2. The sockets count the bytes read from them.
 */
final class NoDelaySocketFactory extends SocketFactory {

  private static final ThreadLocal<long[]> BYTES_READ = ThreadLocal.withInitial(() -> new long[1]);

  // A TLS socket has the addresses of the socket beneath it, but no accessor for that socket.
  private static final ConcurrentMap<Ends, CountingSocket> CONNECTED = new ConcurrentHashMap<>();

  /** Both ends of a connection. */
  private record Ends(SocketAddress local, SocketAddress remote) {
    static Ends of(Socket socket) {
      return new Ends(socket.getLocalSocketAddress(), socket.getRemoteSocketAddress());
    }
  }

  /**
   * Returns the socket of this kind beneath a TLS socket, or null if another factory created it.
   */
  static @Nullable Socket beneath(Socket tls) {
    return CONNECTED.get(Ends.of(tls));
  }

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
    return new IOException("this factory creates unconnected sockets only");
  }

  private static final class CountingSocket extends Socket {

    private volatile @Nullable Ends ends;

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(endpoint, timeout);
      Ends connected = Ends.of(this);
      ends = connected;
      CONNECTED.put(connected, this);
      if (isClosed()) {
        CONNECTED.remove(connected, this);
      }
    }

    @Override
    public synchronized void close() throws IOException {
      Ends connected = ends;
      if (connected != null) {
        CONNECTED.remove(connected, this);
      }
      super.close();
    }

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
