package io.github.scaler4j.engine;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Keeps what a server sent over HTTP/1.1 beyond an answer from becoming the next request's answer:
 * a connection with anything unread is not used again.
 *
 * <p>What lies in the socket is found before the request is sent, and another connection is taken.
 * What the HTTP client has buffered already shows itself by an answer for which nothing had to be
 * read; it is a fault.
 */
final class UnreadBytes {

  private UnreadBytes() {}

  /** An application interceptor: takes another connection, since the request has not left yet. */
  static Response takeAnother(Interceptor.Chain chain) throws IOException {
    while (true) {
      try {
        return chain.proceed(chain.request());
      } catch (UnusableConnectionException e) {
        // It is closed: each turn of the loop leaves one fewer.
      }
    }
  }

  /** A network interceptor: looks at the connection before and after. */
  static Response look(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection == null || isShared(connection)) {
      return chain.proceed(chain.request());
    }
    Socket socket = connection.socket();
    if (hasUnread(socket)) {
      socket.close();
      throw new UnusableConnectionException();
    }
    long before = NoDelaySocketFactory.bytesRead();
    Response response = chain.proceed(chain.request());
    if (NoDelaySocketFactory.bytesRead() == before && isCounted(connection)) {
      response.close();
      socket.close();
      throw new IOException("an answer was there before the request: the connection is closed");
    }
    return response;
  }

  private static boolean isShared(Connection connection) {
    return connection.protocol() != Protocol.HTTP_1_1 && connection.protocol() != Protocol.HTTP_1_0;
  }

  // The HTTP client makes the sockets to a SOCKS proxy without asking us.
  private static boolean isCounted(Connection connection) {
    return connection.route().proxy().type() != Proxy.Type.SOCKS;
  }

  private static boolean hasUnread(Socket socket) throws IOException {
    if (!(socket instanceof SSLSocket)) {
      return socket.getInputStream().available() > 0;
    }
    Socket beneath = NoDelaySocketFactory.beneath(socket);
    if (beneath != null
        && beneath.getInputStream().available() == 0
        && socket.getInputStream().available() == 0) {
      return false;
    }
    // A TLS socket tells only of what it has decrypted, and what lies beneath it may be no data but
    // a session ticket. So it is made to try for a millisecond.
    int timeout = socket.getSoTimeout();
    socket.setSoTimeout(1);
    try {
      int unused = socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    } finally {
      socket.setSoTimeout(timeout);
    }
  }

  /** The connection was closed before anything of the request was sent. */
  private static final class UnusableConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableConnectionException() {
      super("the connection held more than the last answer");
    }
  }
}
