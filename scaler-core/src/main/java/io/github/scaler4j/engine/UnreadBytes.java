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
 * Keeps surplus bytes after an HTTP/1.1 answer from becoming the next request's answer: a
 * connection with unread bytes is not used again.
 *
 * <p>Bytes in the socket are found before the request is sent, which then uses another connection.
 * Bytes that the HTTP client has already buffered are found when an answer needs no read from the
 * socket; such a request fails.
 */
final class UnreadBytes {

  private UnreadBytes() {}

  /**
   * An application interceptor that takes another connection, because the request has not left yet.
   */
  static Response takeAnother(Interceptor.Chain chain) throws IOException {
    while (true) {
      try {
        return chain.proceed(chain.request());
      } catch (UnusableConnectionException e) {
        // The connection is closed, so each iteration leaves one fewer.
      }
    }
  }

  /** A network interceptor that checks the connection before and after the request. */
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
      throw new IOException("an answer arrived before the request; the connection is closed");
    }
    return response;
  }

  private static boolean isShared(Connection connection) {
    return connection.protocol() != Protocol.HTTP_1_1 && connection.protocol() != Protocol.HTTP_1_0;
  }

  // The HTTP client creates sockets to a SOCKS proxy without this library's factory.
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
    // A TLS socket reports only decrypted bytes, and the encrypted bytes may be a session ticket.
    // So it tries to read for a millisecond.
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

  /** The connection was closed before any part of the request was sent. */
  private static final class UnusableConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    UnusableConnectionException() {
      super("the connection held more bytes than the last answer");
    }
  }
}
